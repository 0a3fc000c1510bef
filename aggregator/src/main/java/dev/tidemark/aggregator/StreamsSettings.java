package dev.tidemark.aggregator;

import dev.tidemark.aggregator.topology.ChangelogSettings;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import io.helidon.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the Streams instance runs.
 *
 * @param applicationId names the group and the internal topics; the same for all aggregators of an
 *     installation
 * @param stateDir folder of the stores; give each aggregator a folder of its own that outlives a
 *     restart
 * @param threads stream threads
 * @param standbys copies of each store on other aggregators
 * @param commitInterval at least how often work is committed. While the input is read as it is
 *     written, the topology asks for a commit much sooner (at once, or about 50 ms after the one
 *     before); while a backlog is worked off, this is how often, and the longer, the cheaper each
 *     event
 * @param instanceId stable name of this aggregator, if it has one: a restart under the same name
 *     takes its partitions back at once instead of after the session timeout
 */
public record StreamsSettings(
        String applicationId,
        Path stateDir,
        int threads,
        int standbys,
        Duration commitInterval,
        Optional<String> instanceId) {

    private static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofSeconds(5);

    /** How long a thread waits for input before it looks whether a commit is due. */
    private static final Duration POLL = Duration.ofMillis(10);

    private static final Duration MIN_COMMIT_INTERVAL = Duration.ofMillis(10);

    /** A transaction times out after 10 s. */
    private static final Duration MAX_COMMIT_INTERVAL = Duration.ofSeconds(8);

    /**
     * A crashed aggregator is missed after this long. Kafka's default of 45 s would leave a
     * dashboard stale for that time.
     */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /**
     * How often it is looked whether a newcomer's copies have caught up, so that it can take over.
     * Kafka's default of 10 min would leave a second aggregator idle for that long; it takes none
     * shorter than this.
     */
    private static final Duration PROBING = Duration.ofMinutes(1);

    /**
     * Copies that a newcomer makes at a time. With Kafka's default of 2, a share of four stores
     * would take two probings.
     */
    private static final int WARMUPS = 8;

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public StreamsSettings {
        Violations violations = new Violations();
        violations.require(
                threads >= 1 && threads <= 64, "aggregator.threads", threads, "must be 1 to 64");
        violations.require(
                standbys >= 0 && standbys <= 3, "aggregator.standbys", standbys, "must be 0 to 3");
        violations.require(
                commitInterval.compareTo(MIN_COMMIT_INTERVAL) >= 0
                        && commitInterval.compareTo(MAX_COMMIT_INTERVAL) <= 0,
                "aggregator.commit-interval",
                commitInterval,
                "must be from 10ms to 8s");
        violations.throwIfAny();
    }

    /** Two threads, no standby, a commit at least each 5 s, stores in this folder. */
    public static StreamsSettings of(Path stateDir) {
        return new StreamsSettings(
                "tidemark-aggregator", stateDir, 2, 0, DEFAULT_COMMIT_INTERVAL, Optional.empty());
    }

    /** The same under a stable name. */
    public StreamsSettings withInstanceId(String id) {
        return new StreamsSettings(
                applicationId, stateDir, threads, standbys, commitInterval, Optional.of(id));
    }

    /** Reads the node {@code aggregator}; each default is that of {@link #of}. */
    public static StreamsSettings from(Config config) {
        StreamsSettings defaults =
                of(Path.of(config.get("state-dir").asString().orElse("tidemark-state")));
        Violations violations = new Violations();
        Duration commitInterval =
                violations.duration(config.get("commit-interval"), DEFAULT_COMMIT_INTERVAL);
        violations.throwIfAny();
        return new StreamsSettings(
                config.get("application-id").asString().orElse(defaults.applicationId()),
                defaults.stateDir(),
                config.get("threads").asInt().orElse(defaults.threads()),
                config.get("standbys").asInt().orElse(defaults.standbys()),
                commitInterval,
                config.get("instance-id").asString().asOptional());
    }

    /**
     * The properties of the Streams instance.
     *
     * @param advertised {@code host:port} at which other services reach this aggregator's query
     *     server
     */
    Properties toProperties(KafkaSettings kafka, String advertised) {
        Properties streams = kafka.clientProperties();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        streams.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised);
        streams.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        streams.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        streams.put(StreamsConfig.POLL_MS_CONFIG, POLL.toMillis());
        // Each task reads one partition: there is no other to wait for, nor to look at each time.
        streams.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // The topology holds its own results back, as objects; a cache of bytes would be a second.
        streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        // Of the repartition topic; the changelogs' own settings say the same.
        streams.put(
                StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG),
                ChangelogSettings.SEGMENT_BYTES);
        streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        streams.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
        streams.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
        streams.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
        streams.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, WARMUPS);
        streams.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Dead letters are as large as what they were.
        streams.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Topics.MAX_RECORD_BYTES);
        instanceId.ifPresent(id -> streams.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        return streams;
    }
}
