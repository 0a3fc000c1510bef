package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import org.apache.kafka.streams.state.TimestampedWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** The windows of one size, of one task. Used by one stream thread. */
final class WindowRollups {

    private final WindowSpec spec;
    private final WriteBack<WindowKey> rollups;

    private record WindowKey(SeriesKey series, long startMs) {}

    /** Over this store. */
    WindowRollups(WindowSpec spec, TimestampedWindowStore<SeriesKey, Rollup> store, int maxHeld) {
        this.spec = spec;
        this.rollups =
                new WriteBack<>(
                        new WriteBack.Store<>() {
                            @Override
                            public @Nullable Rollup read(WindowKey key) {
                                return ValueAndTimestamp.getValueOrNull(
                                        store.fetch(key.series(), key.startMs()));
                            }

                            @Override
                            public void write(WindowKey key, Rollup rollup) {
                                store.put(
                                        key.series(),
                                        ValueAndTimestamp.make(rollup, rollup.lastUpdateMs()),
                                        key.startMs());
                            }
                        },
                        maxHeld);
    }

    /** Length of the windows. */
    WindowSize size() {
        return spec.size();
    }

    /** Whether the window that holds this cell takes events at this stream time; all in ms. */
    boolean isRetained(long cellStartMs, long streamTimeMs) {
        return spec.size().startOf(cellStartMs) + ChangelogSettings.storeRetention(spec).toMillis()
                > streamTimeMs;
    }

    /** Adds a partial of this cell to the window that holds it. */
    void merge(SeriesKey series, long cellStartMs, Rollup partial) {
        rollups.merge(new WindowKey(series, spec.size().startOf(cellStartMs)), partial);
    }

    /** How many windows differ from the store. */
    int changed() {
        return rollups.changed();
    }

    /** Writes those. */
    void write() {
        rollups.write();
    }

    /** Forgets what is on the heap. */
    void discard() {
        rollups.discard();
    }
}
