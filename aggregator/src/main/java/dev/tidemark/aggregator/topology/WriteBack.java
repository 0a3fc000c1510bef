package dev.tidemark.aggregator.topology;

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
        @Nullable SketchedRollup read(K key);

        /** Stores it; deletes the key if it is null. */
        void write(K key, @Nullable SketchedRollup rollup);
    }

    private final Store<K> store;
    private final int maxHeld;
    private final Map<K, Accumulator> held = new HashMap<>();
    private final Map<K, Accumulator> changed = new HashMap<>();
    private int weight;

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
    void merge(K key, SketchedRollup rollup) {
        Accumulator sum = held.get(key);
        if (sum == null) {
            sum = new Accumulator();
            SketchedRollup stored = store.read(key);
            if (stored != null) {
                sum.add(stored);
            }
            held.put(key, sum);
        }
        sum.add(rollup);
        if (changed.put(key, sum) == null) {
            weight += sum.weight();
        }
    }

    /** Takes the rollup of a key away, out of the store as well; null if there is none. */
    @Nullable SketchedRollup take(K key) {
        Accumulator sum = held.remove(key);
        changed.remove(key);
        SketchedRollup taken = sum == null ? store.read(key) : sum.toRollup();
        if (taken != null) {
            store.write(key, null);
        }
        return taken;
    }

    /** How much differs from the store: the {@link Accumulator#weight} of all that does. */
    int changed() {
        return weight;
    }

    /** Writes what has changed. */
    void write() {
        changed.forEach((key, sum) -> store.write(key, sum.toRollup()));
        changed.clear();
        weight = 0;
        if (held.size() > maxHeld) {
            held.clear();
        }
    }

    /** Forgets everything that is on the heap. */
    void discard() {
        held.clear();
        changed.clear();
        weight = 0;
    }
}
