package dev.tidemark.benchmarks.peer;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.Decoded;
import dev.tidemark.contract.topic.EventCodec;
import dev.tidemark.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The same as {@link PlainDslTopology}, by one who knows where Streams spends its time: an event is
 * decoded once, and what is repartitioned are the 48 bytes of its rollup instead of its JSON.
 */
final class TunedDslTopology {

    private TunedDslTopology() {}

    /** Describes the computation; starts nothing. */
    static Topology build(Windows windows) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], Decoding> records =
                builder.stream(
                                Topics.EVENTS.name(),
                                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                        .mapValues(raw -> new Decoding(raw, EventCodec.decode(raw, Set.of())));
        records.filter((key, decoding) -> decoding.decoded() instanceof Decoded.Undecodable)
                .mapValues(Decoding::raw)
                .to(
                        Topics.DEAD_LETTERS.name(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        KGroupedStream<SeriesKey, Rollup> bySeries =
                records.process(ToPartial::new).repartition(byTenant()).groupByKey();
        bySeries.reduce(
                Rollup::merge,
                Materialized.<SeriesKey, Rollup, KeyValueStore<Bytes, byte[]>>as(
                                PlainDslTopology.COUNTERS)
                        .withKeySerde(PlainSerdes.series())
                        .withValueSerde(PlainSerdes.rollup()));
        windows.specs().forEach(spec -> count(bySeries, spec));
        return builder.build();
    }

    private static void count(KGroupedStream<SeriesKey, Rollup> bySeries, WindowSpec spec) {
        Duration kept = PlainDslTopology.kept(spec);
        Duration size = spec.size().duration();
        bySeries.windowedBy(TimeWindows.ofSizeAndGrace(size, kept.minus(size)))
                .reduce(
                        Rollup::merge,
                        Materialized.<SeriesKey, Rollup, WindowStore<Bytes, byte[]>>as(
                                        PlainDslTopology.store(spec.size()))
                                .withKeySerde(PlainSerdes.series())
                                .withValueSerde(PlainSerdes.rollup())
                                .withRetention(kept));
    }

    private static Repartitioned<SeriesKey, Rollup> byTenant() {
        return Repartitioned.with(PlainSerdes.series(), PlainSerdes.rollup())
                .withName("by-tenant")
                .withStreamPartitioner(
                        (topic, series, partial, partitions) ->
                                Optional.of(Set.of(partition(series, partitions))));
    }

    private static int partition(SeriesKey series, int partitions) {
        byte[] tenant = series.tenant().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(tenant)) % partitions;
    }

    /** A record and what came of decoding it. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one node to the next, never compared
    private record Decoding(byte @Nullable [] raw, Decoded decoded) {}

    /** Sets the event's own time, by which windows are chosen; the DSL cannot. */
    private static final class ToPartial
            extends ContextualProcessor<byte[], Decoding, SeriesKey, Rollup> {

        @Override
        public void process(Record<byte[], Decoding> item) {
            if (item.value().decoded() instanceof Decoded.Event(MetricEvent event)) {
                Rollup partial = Rollup.of(event.value(), event.timestampMs());
                context().forward(new Record<>(event.series(), partial, event.timestampMs()));
            }
        }
    }
}
