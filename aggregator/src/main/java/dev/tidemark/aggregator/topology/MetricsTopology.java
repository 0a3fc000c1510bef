package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The topology: events in; counters and windows, by tenant and type, in state stores.
 *
 * <p>Time is event time. Nothing waits for a window to close: each event updates its windows at
 * once, and a window takes events, however late, until its retention ends.
 */
public final class MetricsTopology {

    private MetricsTopology() {}

    /**
     * Describes the computation; starts nothing.
     *
     * @param config of the Streams instance that will run it. It is needed here because the builder
     *     fixes the tasks' settings (exactly-once among them) and checks that everything is named.
     * @param meter told of every record that is dropped
     */
    public static Topology build(Windows windows, StreamsConfig config, DropMeter meter) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));

        KStream<byte[], DecodedRecord> records = decode(builder);
        buryUndecodable(records, meter);
        KStream<SeriesKey, Rollup> partials =
                records.process(ToPartial::new, Named.as(Names.TO_PARTIAL)).repartition(byTenant());

        KGroupedStream<SeriesKey, Rollup> bySeries = partials.groupByKey();
        count(bySeries);
        windows.specs().forEach(spec -> countWindows(bySeries, spec));

        return builder.build(toProperties(config));
    }

    /** Every record of the events topic, with what came of decoding it. */
    private static KStream<byte[], DecodedRecord> decode(StreamsBuilder builder) {
        return builder.stream(
                        Topics.EVENTS.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName(Names.EVENTS_SOURCE))
                .processValues(DecodeEvents::new, Named.as(Names.DECODE));
    }

    private static void buryUndecodable(KStream<byte[], DecodedRecord> records, DropMeter meter) {
        records.process(() -> new ToDeadLetter(meter), Named.as(Names.TO_DEAD_LETTER))
                .to(
                        Topics.DEAD_LETTERS.name(),
                        Produced.with(
                                        Topics.DEAD_LETTERS.keySerde(),
                                        Topics.DEAD_LETTERS.valueSerde())
                                .withName(Names.DEAD_LETTERS_SINK));
    }

    /** All series of a tenant meet on one partition, so one query on one host reads a view. */
    private static Repartitioned<SeriesKey, Rollup> byTenant() {
        return Repartitioned.with(SeriesKeyCodec.serde(), RollupCodec.serde())
                .withName(Names.BY_TENANT)
                .withStreamPartitioner(new TenantPartitioner<>());
    }

    private static void count(KGroupedStream<SeriesKey, Rollup> bySeries) {
        bySeries.aggregate(
                () -> Rollup.EMPTY,
                (series, partial, total) -> total.merge(partial),
                Named.as(Names.COUNT),
                Materialized.<SeriesKey, Rollup, KeyValueStore<Bytes, byte[]>>as(Names.COUNTERS)
                        .withKeySerde(SeriesKeyCodec.serde())
                        .withValueSerde(RollupCodec.serde()));
    }

    private static void countWindows(KGroupedStream<SeriesKey, Rollup> bySeries, WindowSpec spec) {
        // Stream time may be this far ahead of the clock by which the gateways judge an event's
        // age.
        Duration kept = spec.retention().plus(DecodeEvents.MAX_AHEAD);
        bySeries.windowedBy(
                        TimeWindows.ofSizeAndGrace(
                                spec.size().duration(), kept.minus(spec.size().duration())))
                .aggregate(
                        () -> Rollup.EMPTY,
                        (series, partial, total) -> total.merge(partial),
                        Named.as(Names.countWindows(spec.size())),
                        Materialized.<SeriesKey, Rollup, WindowStore<Bytes, byte[]>>as(
                                        Names.windows(spec.size()))
                                .withKeySerde(SeriesKeyCodec.serde())
                                .withValueSerde(RollupCodec.serde())
                                .withRetention(kept));
    }

    private static Properties toProperties(StreamsConfig config) {
        Properties properties = new Properties();
        properties.putAll(config.originals());
        return properties;
    }
}
