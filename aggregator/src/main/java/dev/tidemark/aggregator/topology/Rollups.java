package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.Windows;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * What the second phase of one task keeps.
 *
 * @param counters by series
 * @param windows of each size
 * @param drops by tenant and reason
 */
record Rollups(
        WriteBack<SeriesKey> counters, List<WindowRollups> windows, WriteBack<SeriesKey> drops) {

    /** Over the stores of the task with this context. */
    static Rollups of(ProcessorContext<?, ?> context, Windows windows, int maxHeld) {
        return new Rollups(
                counters(context.getStateStore(Names.COUNTERS), maxHeld),
                windows.specs().stream()
                        .map(
                                spec ->
                                        new WindowRollups(
                                                spec,
                                                context.getStateStore(Names.windows(spec.size())),
                                                maxHeld))
                        .toList(),
                drops(context.getStateStore(Names.DROPS), maxHeld));
    }

    private static WriteBack<SeriesKey> counters(
            TimestampedKeyValueStore<SeriesKey, SketchedRollup> store, int maxHeld) {
        return new WriteBack<>(
                new WriteBack.Store<>() {
                    @Override
                    public @Nullable SketchedRollup read(SeriesKey series) {
                        return ValueAndTimestamp.getValueOrNull(store.get(series));
                    }

                    @Override
                    public void write(SeriesKey series, @Nullable SketchedRollup rollup) {
                        store.put(series, stamped(rollup));
                    }
                },
                maxHeld);
    }

    private static WriteBack<SeriesKey> drops(
            KeyValueStore<SeriesKey, SketchedRollup> store, int maxHeld) {
        return new WriteBack<>(
                new WriteBack.Store<>() {
                    @Override
                    public @Nullable SketchedRollup read(SeriesKey tenantAndReason) {
                        return store.get(tenantAndReason);
                    }

                    @Override
                    public void write(SeriesKey tenantAndReason, @Nullable SketchedRollup rollup) {
                        store.put(tenantAndReason, rollup);
                    }
                },
                maxHeld);
    }

    /** As a timestamped store takes it. */
    static @Nullable ValueAndTimestamp<SketchedRollup> stamped(@Nullable SketchedRollup rollup) {
        return rollup == null
                ? null
                : ValueAndTimestamp.make(rollup, rollup.rollup().lastUpdateMs());
    }

    /** Moves all that one series holds, counter and windows, into another. */
    void fold(SeriesKey from, SeriesKey into) {
        SketchedRollup counter = counters.take(from);
        if (counter != null) {
            counters.merge(into, counter);
        }
        windows.forEach(windowRollups -> windowRollups.fold(from, into));
    }

    /** How much of them differs from their stores. */
    int changed() {
        return counters.changed()
                + drops.changed()
                + windows.stream().mapToInt(WindowRollups::changed).sum();
    }

    /** Writes those into their stores. */
    void write() {
        counters.write();
        windows.forEach(WindowRollups::write);
        drops.write();
    }

    /** Forgets what is on the heap. */
    void discard() {
        counters.discard();
        windows.forEach(WindowRollups::discard);
        drops.discard();
    }
}
