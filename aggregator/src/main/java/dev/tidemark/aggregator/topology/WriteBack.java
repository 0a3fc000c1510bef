package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rollups of a store that change: merged on the heap, written once for each commit.
 *
 * <p>What was written stays at hand until there is too much of it, so that a live series is not
 * read from the store again and again. Used by one stream thread, the only writer of the store.
 */
final class WriteBack<K> {

    /** The store behind. */
    interface Store<K> {

        /** What is stored for the key, if anything is. */
        @Nullable Rollup read(K key);

        /** Stores it. */
        void write(K key, Rollup rollup);
    }

    private final Store<K> store;
    private final int maxHeld;
    private final Map<K, Accumulator> held = new HashMap<>();
    private final Map<K, Accumulator> changed = new HashMap<>();

    /**
     * Over this store.
     *
     * @param maxHeld how many written rollups stay on the heap
     */
    WriteBack(Store<K> store, int maxHeld) {
        this.store = store;
        this.maxHeld = maxHeld;
    }

    /** Adds the events of a rollup to those of the key. */
    void merge(K key, Rollup rollup) {
        Accumulator sum = held.get(key);
        if (sum == null) {
            sum = new Accumulator();
            Rollup stored = store.read(key);
            if (stored != null) {
                sum.add(stored);
            }
            held.put(key, sum);
        }
        sum.add(rollup);
        changed.put(key, sum);
    }

    /** How many rollups differ from the store. */
    int changed() {
        return changed.size();
    }

    /** Writes what has changed. */
    void write() {
        changed.forEach((key, sum) -> store.write(key, sum.toRollup()));
        changed.clear();
        if (held.size() > maxHeld) {
            held.clear();
        }
    }

    /** Forgets everything that is on the heap. */
    void discard() {
        held.clear();
        changed.clear();
    }
}
