package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.Decoded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * First phase: decodes the events of one input partition, passes over those that were counted
 * before, sums up the others, and hands on only the sums, before each commit.
 *
 * <p>So the cost of all that follows depends on the number of live series and not on the number of
 * events, and a hot series costs nothing: its events are spread over all input partitions and meet
 * as sums. One processor, because at each event's handing from one to the next it would be copied:
 * that alone was a tenth of the cost of an event.
 */
final class PreAggregate extends ContextualProcessor<byte[], byte[], String, Emitted>
        implements CommitHook.Held {

    private final TopologySettings settings;
    private final DropMeter meter;
    private final ThreadLocal<Rest> rests;
    private final EventDecoder decoder;
    private final Partials partials;
    private SeenIds seen;
    private CommitHook hook;
    private CommitPacer pacer;
    private long writtenMs;

    private PreAggregate(TopologySettings settings, DropMeter meter, ThreadLocal<Rest> rests) {
        this.settings = settings;
        this.meter = meter;
        this.rests = rests;
        this.decoder = new EventDecoder(settings.details().metadata());
        this.partials = new Partials(settings.windows().cell(), settings.details());
    }

    /** Makes one for each task. */
    record Supplier(TopologySettings settings, DropMeter meter, ThreadLocal<Rest> rests)
            implements ProcessorSupplier<byte[], byte[], String, Emitted> {

        @Override
        public Processor<byte[], byte[], String, Emitted> get() {
            return new PreAggregate(settings, meter, rests);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(SeenIds.store(settings.rememberIds()), CommitHook.named(Names.PARTIALS));
        }
    }

    @Override
    public void init(ProcessorContext<String, Emitted> context) {
        super.init(context);
        partials.clear();
        seen = new SeenIds(context.getStateStore(Names.SEEN_IDS), settings.rememberIds());
        hook = context.getStateStore(Names.PARTIALS);
        hook.attach(context, this);
        pacer = new CommitPacer(context, partials::size, Duration.ZERO, rests.get());
    }

    @Override
    public void process(Record<byte[], byte[]> item) {
        switch (decoder.decode(item.value(), item.timestamp())) {
            case Decoded.Event(MetricEvent event) when isFirst(item.key()) -> partials.count(event);
            case Decoded.Event(MetricEvent event) ->
                    drop(event.tenant(), DropMeter.DUPLICATE, item.timestamp());
            case Decoded.Undecodable(String tenant, String reason) -> {
                drop(orNone(tenant), DropMeter.UNDECODABLE, item.timestamp());
                bury(item, reason);
            }
        }
        writtenMs = Math.max(writtenMs, item.timestamp());
        hook.holdsCurrentRecord();
        pacer.holding(item.timestamp());
        if (partials.size() >= settings.maxHeld()) {
            forwardAll();
        }
    }

    /**
     * A record has a key exactly if its event carries its client's own id, and then the key is
     * {@code tenant/id}: repetitions meet here, whichever connection or gateway they came through.
     * The id is remembered in the same transaction as the count of its event, so a crash neither
     * forgets one nor remembers one too many.
     */
    private boolean isFirst(byte @Nullable [] key) {
        return key == null || seen.isFirst(key, context().currentStreamTimeMs());
    }

    private static String orNone(@Nullable String tenant) {
        return tenant == null ? dev.tidemark.contract.Names.NO_TENANT : tenant;
    }

    private void drop(String tenant, String reason, long atMs) {
        meter.dropped(reason);
        partials.drop(tenant, reason, atMs);
    }

    private void bury(Record<byte[], byte[]> item, String reason) {
        context()
                .forward(
                        new Record<>(
                                "",
                                DeadLetter.of(item),
                                item.timestamp(),
                                DeadLetter.headers(reason, context().recordMetadata())));
    }

    @Override
    public void handOn() {
        pacer.committing();
        forwardAll();
    }

    private void forwardAll() {
        partials.drain(this::forward);
    }

    private void forward(String tenant, List<Partial> all) {
        // The time of all: a whole must not be taken and its parts, in the next batch, be too late.
        long eventTimeMs = eventTimeMs(all);
        for (PartialBatch batch : PartialBatch.of(writtenMs, all)) {
            context().forward(new Record<>(tenant, batch, eventTimeMs));
        }
    }

    /** The newest event time of those that are counted, ms since the epoch; 0 if there are none. */
    private static long eventTimeMs(List<Partial> partials) {
        long newestMs = 0;
        for (Partial partial : partials) {
            if (partial.kind() == Partial.Kind.COUNTED) {
                newestMs = Math.max(newestMs, partial.sums().rollup().lastUpdateMs());
            }
        }
        return newestMs;
    }

    @Override
    public void discard() {
        partials.clear();
    }
}
