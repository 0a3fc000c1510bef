package dev.tidemark.benchmarks.peer;

import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.KafkaSettings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * A peer while it runs: exactly-once, as many threads and as short a commit interval as Tidemark
 * has by default, all else as Kafka Streams has it by default.
 */
public final class DslPeer implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int COMMIT_INTERVAL_MS = 100;

    private final KafkaStreams streams;

    private DslPeer(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Starts the plain one; its stores are in this folder. */
    public static DslPeer plain(KafkaSettings kafka, Windows windows, Path stateDir) {
        return start("plain-dsl", PlainDslTopology.build(windows), kafka, stateDir);
    }

    /** Starts the tuned one; its stores are in this folder. */
    public static DslPeer tuned(KafkaSettings kafka, Windows windows, Path stateDir) {
        return start("tuned-dsl", TunedDslTopology.build(windows), kafka, stateDir);
    }

    private static DslPeer start(
            String applicationId, Topology topology, KafkaSettings kafka, Path stateDir) {
        Properties properties = kafka.clientProperties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaStreams streams = new KafkaStreams(topology, properties);
        streams.start();
        return new DslPeer(streams);
    }

    /** What the counters hold. */
    public Totals counters() {
        Totals totals = new Totals();
        var store =
                store(
                        PlainDslTopology.COUNTERS,
                        QueryableStoreTypes.<SeriesKey, Rollup>keyValueStore());
        try (var all = store.all()) {
            all.forEachRemaining(entry -> add(totals, entry.key, entry.value));
        }
        return totals;
    }

    /** What the windows of one size hold together. */
    public Totals windows(WindowSize size) {
        Totals totals = new Totals();
        var store =
                store(
                        PlainDslTopology.store(size),
                        QueryableStoreTypes.<SeriesKey, Rollup>windowStore());
        try (var all = store.all()) {
            all.forEachRemaining(entry -> add(totals, entry.key.key(), entry.value));
        }
        return totals;
    }

    private <T> T store(String name, QueryableStoreType<T> type) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, type));
    }

    private static void add(Totals totals, SeriesKey series, Rollup rollup) {
        totals.add(series, rollup.count(), rollup.sum());
    }

    /** Commits, and closes the stores. */
    @Override
    public void close() {
        streams.close();
    }
}
