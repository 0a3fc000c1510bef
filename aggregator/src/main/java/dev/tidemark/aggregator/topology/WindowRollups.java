package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.TimestampedWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** The windows of one size, of one task. Used by one stream thread. */
final class WindowRollups {

    private final WindowSpec spec;
    private final TimestampedWindowStore<SeriesKey, SketchedRollup> store;
    private final WriteBack<WindowKey> rollups;

    private record WindowKey(SeriesKey series, long startMs) {}

    /** Over this store. */
    WindowRollups(
            WindowSpec spec, TimestampedWindowStore<SeriesKey, SketchedRollup> store, int maxHeld) {
        this.spec = spec;
        this.store = store;
        this.rollups =
                new WriteBack<>(
                        new WriteBack.Store<>() {
                            @Override
                            public @Nullable SketchedRollup read(WindowKey key) {
                                return ValueAndTimestamp.getValueOrNull(
                                        store.fetch(key.series(), key.startMs()));
                            }

                            @Override
                            public void write(WindowKey key, @Nullable SketchedRollup rollup) {
                                store.put(key.series(), Rollups.stamped(rollup), key.startMs());
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
    void merge(SeriesKey series, long cellStartMs, SketchedRollup partial) {
        rollups.merge(new WindowKey(series, spec.size().startOf(cellStartMs)), partial);
    }

    /**
     * Moves what the windows of one series hold into those of another. All windows are written
     * before.
     */
    void fold(SeriesKey from, SeriesKey into) {
        rollups.write();
        List<Long> startsMs = new ArrayList<>();
        try (var windows = store.fetch(from, 0, Long.MAX_VALUE)) {
            windows.forEachRemaining(window -> startsMs.add(window.key));
        }
        for (long startMs : startsMs) {
            SketchedRollup taken = rollups.take(new WindowKey(from, startMs));
            if (taken != null) {
                rollups.merge(new WindowKey(into, startMs), taken);
            }
        }
    }

    /** How much differs from the store. */
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
