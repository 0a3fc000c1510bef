package dev.tidemark.benchmarks.peer;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Counters and windows by tenant and type, in the plain DSL, as the manual has it: group the events
 * by series, aggregate them once for each store.
 *
 * <p>It keeps what Tidemark keeps, for as long.
 */
final class PlainDslTopology {

    static final String COUNTERS = "counters";

    /** How far events may lie ahead; retention is by event time. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private PlainDslTopology() {}

    /** Describes the computation; starts nothing. */
    static Topology build(Windows windows) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<SeriesKey, MetricEvent> bySeries =
                builder.stream(
                                Topics.EVENTS.name(),
                                Consumed.with(Serdes.ByteArray(), Topics.EVENTS.valueSerde())
                                        .withTimestampExtractor(
                                                (item, partitionTime) ->
                                                        ((MetricEvent) item.value()).timestampMs()))
                        .groupBy(
                                (key, event) -> event.series(),
                                Grouped.with(PlainSerdes.series(), Topics.EVENTS.valueSerde())
                                        .withName("by-series"));
        bySeries.aggregate(
                () -> Rollup.EMPTY,
                PlainDslTopology::add,
                Materialized.<SeriesKey, Rollup, KeyValueStore<Bytes, byte[]>>as(COUNTERS)
                        .withKeySerde(PlainSerdes.series())
                        .withValueSerde(PlainSerdes.rollup()));
        windows.specs().forEach(spec -> count(bySeries, spec));
        return builder.build();
    }

    private static void count(KGroupedStream<SeriesKey, MetricEvent> bySeries, WindowSpec spec) {
        Duration size = spec.size().duration();
        bySeries.windowedBy(TimeWindows.ofSizeAndGrace(size, kept(spec).minus(size)))
                .aggregate(
                        () -> Rollup.EMPTY,
                        PlainDslTopology::add,
                        Materialized.<SeriesKey, Rollup, WindowStore<Bytes, byte[]>>as(
                                        store(spec.size()))
                                .withKeySerde(PlainSerdes.series())
                                .withValueSerde(PlainSerdes.rollup())
                                .withRetention(kept(spec)));
    }

    /** How long windows are kept. */
    static Duration kept(WindowSpec spec) {
        return spec.retention().plus(AHEAD);
    }

    /** Name of the store of one window size. */
    static String store(WindowSize size) {
        return "windows-" + size;
    }

    private static Rollup add(SeriesKey series, MetricEvent event, Rollup rollup) {
        return rollup.merge(Rollup.of(event.value(), event.timestampMs()));
    }
}
