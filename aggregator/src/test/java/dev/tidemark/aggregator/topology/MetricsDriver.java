package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.EventCodec;
import dev.tidemark.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The topology with events going in and rollups to look at; how it aggregates stays hidden.
 *
 * <p>Events have no key and the broker's clock plays no part, as in production.
 */
final class MetricsDriver implements AutoCloseable {

    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;

    private final List<String> drops;

    private MetricsDriver(TopologyTestDriver driver, List<String> drops) {
        this.driver = driver;
        this.drops = drops;
        this.events =
                driver.createInputTopic(
                        Topics.EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static MetricsDriver start() {
        return start(TopologySettings.of(Windows.DEFAULT));
    }

    static MetricsDriver start(TopologySettings settings) {
        List<String> drops = new ArrayList<>();
        Topology topology =
                MetricsTopology.build(settings, new StreamsConfig(properties()), drops::add);
        return new MetricsDriver(new TopologyTestDriver(topology, properties()), drops);
    }

    static Topology topology(DropMeter meter) {
        return MetricsTopology.build(Windows.DEFAULT, new StreamsConfig(properties()), meter);
    }

    void send(String tenant, String type, double value, long timestampMs) {
        send(
                EventCodec.encode(
                        new MetricEvent(
                                tenant,
                                "id",
                                type,
                                value,
                                null,
                                Map.of(),
                                timestampMs,
                                timestampMs)));
    }

    /** An event of a user with metadata, written to the topic at this time. */
    void send(
            String type,
            double value,
            @Nullable String userId,
            Map<String, @Nullable Object> metadata,
            Instant at) {
        long atMs = at.toEpochMilli();
        byte[] event =
                EventCodec.encode(
                        new MetricEvent("acme", "id", type, value, userId, metadata, atMs, atMs));
        events.pipeInput(new TestRecord<>(null, event, at));
    }

    /** An event with its client's own id, written to the topic at this time. */
    void sendWithId(String tenant, String id, Instant writtenAt) {
        events.pipeInput(
                new TestRecord<>(
                        (tenant + "/" + id).getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(
                                new MetricEvent(
                                        tenant,
                                        id,
                                        "order",
                                        1,
                                        null,
                                        Map.of(),
                                        writtenAt.toEpochMilli(),
                                        writtenAt.toEpochMilli())),
                        writtenAt));
    }

    void send(byte @Nullable [] record) {
        events.pipeInput(new TestRecord<>(null, record));
    }

    Rollup counter(String tenant, String type) {
        return counter(new SeriesKey(tenant, type)).rollup();
    }

    SketchedRollup counter(SeriesKey series) {
        ValueAndTimestamp<SketchedRollup> found =
                driver.<SeriesKey, SketchedRollup>getTimestampedKeyValueStore(Names.COUNTERS)
                        .get(series);
        return found == null ? SketchedRollup.of(Rollup.EMPTY) : found.value();
    }

    /** How many records were dropped for this reason, as the store has it. */
    long dropped(String tenant, String reason) {
        SketchedRollup found =
                driver.<SeriesKey, SketchedRollup>getKeyValueStore(Names.DROPS)
                        .get(new SeriesKey(tenant, reason));
        return found == null ? 0 : found.rollup().count();
    }

    /** The rollups of all retained windows of a series, by window start in ms. */
    Map<Long, Rollup> windows(WindowSize size, String tenant, String type) {
        Map<Long, Rollup> rollups = new TreeMap<>();
        windows(size, new SeriesKey(tenant, type))
                .forEach((startMs, sketched) -> rollups.put(startMs, sketched.rollup()));
        return rollups;
    }

    Map<Long, SketchedRollup> windows(WindowSize size, SeriesKey series) {
        Map<Long, SketchedRollup> rollups = new TreeMap<>();
        try (var found =
                driver.<SeriesKey, SketchedRollup>getTimestampedWindowStore(Names.windows(size))
                        .fetch(series, 0, Long.MAX_VALUE)) {
            found.forEachRemaining(window -> rollups.put(window.key, window.value.value()));
        }
        return rollups;
    }

    /** The counters of all parts of a whole in one dimension, by value. */
    Map<String, Rollup> parts(String tenant, String type, String dimension) {
        Map<String, Rollup> rollups = new TreeMap<>();
        PartRange range = PartRange.of(new SeriesKey(tenant, type), dimension);
        try (var found =
                driver.<SeriesKey, SketchedRollup>getTimestampedKeyValueStore(Names.COUNTERS)
                        .range(range.first(), range.last())) {
            found.forEachRemaining(
                    counter ->
                            rollups.put(
                                    Objects.requireNonNull(counter.key.part()).value(),
                                    counter.value.value().rollup()));
        }
        return rollups;
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(
                        Topics.DEAD_LETTERS.name(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList();
    }

    List<String> drops() {
        return drops;
    }

    @Override
    public void close() {
        driver.close();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }
}
