package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;

/**
 * Second phase: merges the partials of all input partitions into the counter and the windows of
 * their series.
 *
 * <p>Nothing waits for a window to close: a partial updates its windows at once, however late it
 * is, as long as they are retained. What comes later than that is counted as dropped, for each size
 * on its own. The stores see one write for each rollup that changed, before each commit.
 */
final class MergePartials extends ContextualProcessor<String, PartialBatch, Void, Void>
        implements CommitHook.Held {

    private final RollupStores stores;
    private final int maxHeld;
    private final DropMeter meter;
    private CommitHook hook;
    private CommitPacer pacer;
    private Rollups rollups;
    private long streamTimeMs;

    private MergePartials(RollupStores stores, int maxHeld, DropMeter meter) {
        this.stores = stores;
        this.maxHeld = maxHeld;
        this.meter = meter;
    }

    /**
     * Makes one for each task.
     *
     * @param maxHeld how many rollups that changed a task holds at most; beyond that they are
     *     written early
     */
    record Supplier(RollupStores rollups, int maxHeld, DropMeter meter)
            implements ProcessorSupplier<String, PartialBatch, Void, Void> {

        @Override
        public Processor<String, PartialBatch, Void, Void> get() {
            return new MergePartials(rollups, maxHeld, meter);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return rollups.builders();
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        rollups = Rollups.of(context, stores.windows(), maxHeld);
        streamTimeMs = newestEventMs(context.getStateStore(Names.COUNTERS));
        hook = context.getStateStore(Names.MERGED);
        hook.attach(context, this);
        pacer = new CommitPacer(context, rollups::changed);
    }

    /**
     * Stream time outlives a restart, so that a window which has left retention is not begun anew:
     * the counters know the newest event that ever was.
     */
    private static long newestEventMs(TimestampedKeyValueStore<SeriesKey, Rollup> counters) {
        long newestMs = 0;
        try (var all = counters.all()) {
            while (all.hasNext()) {
                newestMs = Math.max(newestMs, all.next().value.value().lastUpdateMs());
            }
        }
        return newestMs;
    }

    @Override
    public void process(Record<String, PartialBatch> item) {
        PartialBatch batch = item.value();
        streamTimeMs = Math.max(streamTimeMs, item.timestamp());
        for (Partial partial : batch.partials()) {
            SeriesKey key = new SeriesKey(item.key(), partial.name());
            switch (partial.kind()) {
                case COUNTED -> count(key, partial, batch.writtenMs());
                case DROPPED -> rollups.drops().merge(key, partial.rollup());
            }
        }
        hook.holdsCurrentRecord();
        pacer.holding(batch.writtenMs());
        if (rollups.changed() >= maxHeld) {
            rollups.write();
        }
    }

    private void count(SeriesKey series, Partial partial, long writtenMs) {
        Rollup rollup = partial.rollup();
        rollups.counters().merge(series, rollup);
        for (WindowRollups windows : rollups.windows()) {
            if (windows.isRetained(partial.cellStartMs(), streamTimeMs)) {
                windows.merge(series, partial.cellStartMs(), rollup);
            } else {
                drop(DropMeter.late(windows.size()), series.tenant(), rollup.count(), writtenMs);
            }
        }
    }

    private void drop(String reason, String tenant, long count, long atMs) {
        meter.dropped(reason, count);
        rollups.drops().merge(new SeriesKey(tenant, reason), new Rollup(count, 0, 0, 0, 0, atMs));
    }

    @Override
    public void handOn() {
        rollups.write();
        pacer.committing();
    }

    @Override
    public void discard() {
        rollups.discard();
    }
}
