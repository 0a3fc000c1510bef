package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.Topics;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The topology: events in; counters and windows, by tenant and type, in state stores.
 *
 * <p>Two phases: each input partition sums its own events up, and only the sums travel to the
 * partition of their tenant. Time is event time.
 */
public final class MetricsTopology {

    private MetricsTopology() {}

    /** Describes the computation with these windows and defaults for all else. */
    public static Topology build(Windows windows, StreamsConfig config, DropMeter meter) {
        return build(TopologySettings.of(windows), config, meter);
    }

    /**
     * Describes the computation; starts nothing.
     *
     * @param config of the Streams instance that will run it. It is needed here because the builder
     *     fixes the tasks' settings (exactly-once among them) and checks that everything is named.
     * @param meter told of every record that is dropped
     */
    public static Topology build(TopologySettings settings, StreamsConfig config, DropMeter meter) {
        return build(settings, config, meter, new Arrivals());
    }

    /**
     * The same.
     *
     * @param arrivals told of what can be read from the stores
     */
    public static Topology build(
            TopologySettings settings, StreamsConfig config, DropMeter meter, Arrivals arrivals) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));

        ThreadLocal<Rest> rests = ThreadLocal.withInitial(() -> new Rest(Rest.AFTER_COMMIT));
        KStream<String, Emitted> emitted =
                preAggregate(builder, new PreAggregate.Supplier(settings, meter, rests));
        buryUndecodable(emitted);
        KStream<String, PartialBatch> partials = partialsByTenant(emitted);
        merge(partials, new MergePartials.Supplier(settings, meter, arrivals, rests));

        return builder.build(toProperties(config));
    }

    /** Each input partition on its own: decode, deduplicate, sum up. */
    private static KStream<String, Emitted> preAggregate(
            StreamsBuilder builder, PreAggregate.Supplier summing) {
        return builder.stream(
                        Topics.EVENTS.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName(Names.EVENTS_SOURCE))
                .process(summing, Named.as(Names.PRE_AGGREGATE));
    }

    private static void buryUndecodable(KStream<String, Emitted> emitted) {
        emitted.process(ToDeadLetter::new, Named.as(Names.TO_DEAD_LETTER))
                .to(
                        Topics.DEAD_LETTERS.name(),
                        Produced.with(
                                        Topics.DEAD_LETTERS.keySerde(),
                                        Topics.DEAD_LETTERS.valueSerde())
                                .withName(Names.DEAD_LETTERS_SINK));
    }

    /** All series of a tenant meet on one partition, so one query on one host reads a view. */
    private static KStream<String, PartialBatch> partialsByTenant(
            KStream<String, Emitted> emitted) {
        return emitted.flatMapValues(
                        value -> value instanceof PartialBatch batch ? List.of(batch) : List.of(),
                        Named.as(Names.ONLY_PARTIALS))
                .repartition(
                        Repartitioned.with(Serdes.String(), PartialBatch.serde())
                                .withName(Names.BY_TENANT)
                                .withStreamPartitioner(new TenantPartitioner<>()));
    }

    /**
     * Into {@code counters}, {@code windows-1m}, {@code windows-5m}, ... and {@code drops}; of the
     * breakdowns, as many values as are bounded.
     */
    private static void merge(
            KStream<String, PartialBatch> partials, MergePartials.Supplier merging) {
        partials.process(merging, Named.as(Names.MERGE));
    }

    private static Properties toProperties(StreamsConfig config) {
        Properties properties = new Properties();
        properties.putAll(config.originals());
        return properties;
    }
}
