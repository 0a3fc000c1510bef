package dev.tidemark.aggregator.topology;

import dev.tidemark.aggregator.topology.Arrivals.Arrival;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Second phase: merges the partials of all input partitions into the counter and the windows of
 * their series.
 *
 * <p>Nothing waits for a window to close: a partial updates its windows at once, however late it
 * is, as long as they are retained. What comes later than that is counted as dropped, for each size
 * on its own. Of a breakdown, as many values have a series of their own as {@link BreakdownBound}
 * lets; the others are one. The stores see one write for each rollup that changed: at once while
 * people are waiting, and before each commit.
 */
final class MergePartials extends ContextualProcessor<String, PartialBatch, Void, Void>
        implements CommitHook.Held {

    /** Nobody waits for these commits: they bound what is merged anew after a crash. */
    private static final Duration COMMIT_AFTER = Duration.ofMillis(250);

    private final TopologySettings settings;
    private final DropMeter meter;
    private final Arrivals arrivals;
    private final ThreadLocal<Rest> rests;

    /** When the newest event was written of each tenant whose sums are not in the stores yet. */
    private final Map<String, Long> arriving = new HashMap<>();

    private CommitHook hook;
    private CommitPacer pacer;
    private Rollups rollups;
    private BreakdownBound bound;
    private Rest writes;
    private @Nullable Cancellable writeTimer;
    private long streamTimeMs;

    private MergePartials(
            TopologySettings settings,
            DropMeter meter,
            Arrivals arrivals,
            ThreadLocal<Rest> rests) {
        this.settings = settings;
        this.meter = meter;
        this.arrivals = arrivals;
        this.rests = rests;
    }

    /** Makes one for each task. */
    record Supplier(
            TopologySettings settings, DropMeter meter, Arrivals arrivals, ThreadLocal<Rest> rests)
            implements ProcessorSupplier<String, PartialBatch, Void, Void> {

        @Override
        public Processor<String, PartialBatch, Void, Void> get() {
            return new MergePartials(settings, meter, arrivals, rests);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return new RollupStores(settings.windows()).builders();
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        rollups = Rollups.of(context, settings.windows(), settings.maxHeld());
        TimestampedKeyValueStore<SeriesKey, SketchedRollup> counters =
                context.getStateStore(Names.COUNTERS);
        bound =
                new BreakdownBound(
                        settings.details().maxValues(),
                        part -> valuesOf(part, counters),
                        (from, into) -> rollups.fold(from, into));
        streamTimeMs = newestEventMs(counters);
        hook = context.getStateStore(Names.MERGED);
        hook.attach(context, this);
        pacer = new CommitPacer(context, rollups::changed, COMMIT_AFTER, rests.get());
        writes = new Rest(Duration.ZERO);
        writeTimer = null;
    }

    /**
     * Stream time outlives a restart, so that a window which has left retention is not begun anew:
     * the counters know the newest event that ever was.
     */
    private static long newestEventMs(
            TimestampedKeyValueStore<SeriesKey, SketchedRollup> counters) {
        long newestMs = 0;
        try (var all = counters.all()) {
            while (all.hasNext()) {
                newestMs = Math.max(newestMs, all.next().value.value().rollup().lastUpdateMs());
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
                case COUNTED -> {
                    count(key, partial, batch.writtenMs());
                    arriving.merge(item.key(), batch.writtenMs(), Math::max);
                }
                case PART -> countPart(key, partial, batch.writtenMs());
                case DROPPED -> rollups.drops().merge(key, partial.sums());
            }
        }
        hook.holdsCurrentRecord();
        pacer.holding(batch.writtenMs());
        if (rollups.changed() >= settings.maxHeld()) {
            write();
        } else {
            writeSoon(context().currentSystemTimeMs());
        }
    }

    /**
     * What came is to be seen now: whoever reads the stores does not wait for a commit. In a
     * backlog there is nobody who waits.
     */
    private void writeSoon(long nowMs) {
        if (pacer.isAwaited(nowMs)) {
            Duration rest = writes.left(nowMs);
            if (rest.isZero()) {
                writeNow(nowMs);
            } else if (writeTimer == null) {
                writeTimer =
                        context().schedule(rest, PunctuationType.WALL_CLOCK_TIME, this::writeNow);
            }
        }
    }

    /** As the newest record that is held, so that the stores' position covers it. */
    private void writeNow(long nowMs) {
        writes.begin(nowMs, rollups.changed());
        hook.asNewest(this::write);
    }

    /** Told before, so that whoever reads in between is not told of nothing, and then exactly. */
    private void write() {
        if (writeTimer != null) {
            writeTimer.cancel();
            writeTimer = null;
        }
        tellArrivals();
        rollups.write();
        tellArrivals();
        arriving.clear();
    }

    private void tellArrivals() {
        long nowMs = context().currentSystemTimeMs();
        arriving.forEach(
                (tenant, writtenMs) -> arrivals.merged(tenant, new Arrival(writtenMs, nowMs)));
    }

    private void count(SeriesKey series, Partial partial, long writtenMs) {
        long count = partial.sums().rollup().count();
        rollups.counters().merge(series, partial.sums());
        for (WindowRollups windows : rollups.windows()) {
            if (!merged(windows, series, partial)) {
                String reason = DropMeter.late(windows.size());
                meter.dropped(reason, count);
                note(reason, series.tenant(), count, writtenMs);
            }
        }
    }

    /** Like its whole, under its value or under {@code __other__}. What is late is told once. */
    private void countPart(SeriesKey whole, Partial partial, long writtenMs) {
        SeriesKey.Part part = Objects.requireNonNull(partial.part());
        long count = partial.sums().rollup().count();
        SeriesKey series =
                bound.place(whole.part(part.dimension(), part.value()), count, writtenMs);
        if (SeriesKey.Part.OTHER.equals(Objects.requireNonNull(series.part()).value())) {
            meter.overBound(count);
            note(DropMeter.OVER_BOUND, whole.tenant(), count, writtenMs);
        }
        rollups.counters().merge(series, partial.sums());
        for (WindowRollups windows : rollups.windows()) {
            merged(windows, series, partial);
        }
    }

    private boolean merged(WindowRollups windows, SeriesKey series, Partial partial) {
        boolean retained = windows.isRetained(partial.cellStartMs(), streamTimeMs);
        if (retained) {
            windows.merge(series, partial.cellStartMs(), partial.sums());
        }
        return retained;
    }

    private void note(String reason, String tenant, long count, long atMs) {
        rollups.drops()
                .merge(
                        new SeriesKey(tenant, reason),
                        SketchedRollup.of(new Rollup(count, 0, 0, 0, 0, atMs)));
    }

    /** The values that have a counter, of the dimension of this part. */
    private List<String> valuesOf(
            SeriesKey part, TimestampedKeyValueStore<SeriesKey, SketchedRollup> counters) {
        write();
        List<String> values = new ArrayList<>();
        PartRange range = PartRange.of(part);
        try (var found = counters.range(range.first(), range.last())) {
            found.forEachRemaining(
                    entry -> values.add(Objects.requireNonNull(entry.key.part()).value()));
        }
        return values;
    }

    @Override
    public void handOn() {
        pacer.committing();
        write();
    }

    @Override
    public void discard() {
        rollups.discard();
        arriving.clear();
        bound.clear();
    }
}
