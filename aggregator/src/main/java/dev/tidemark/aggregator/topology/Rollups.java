package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
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
            TimestampedKeyValueStore<SeriesKey, Rollup> store, int maxHeld) {
        return new WriteBack<>(
                new WriteBack.Store<>() {
                    @Override
                    public @Nullable Rollup read(SeriesKey series) {
                        return ValueAndTimestamp.getValueOrNull(store.get(series));
                    }

                    @Override
                    public void write(SeriesKey series, Rollup rollup) {
                        store.put(series, ValueAndTimestamp.make(rollup, rollup.lastUpdateMs()));
                    }
                },
                maxHeld);
    }

    private static WriteBack<SeriesKey> drops(KeyValueStore<SeriesKey, Rollup> store, int maxHeld) {
        return new WriteBack<>(
                new WriteBack.Store<>() {
                    @Override
                    public @Nullable Rollup read(SeriesKey tenantAndReason) {
                        return store.get(tenantAndReason);
                    }

                    @Override
                    public void write(SeriesKey tenantAndReason, Rollup rollup) {
                        store.put(tenantAndReason, rollup);
                    }
                },
                maxHeld);
    }

    /** How many of them differ from their stores. */
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
