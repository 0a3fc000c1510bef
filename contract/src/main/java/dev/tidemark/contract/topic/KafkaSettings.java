package dev.tidemark.contract.topic;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach Kafka, and how many partitions our topics get there.
 *
 * @param bootstrapServers comma-separated host:port
 * @param partitions of {@code tidemark.events} when it is created; bounds how many aggregator
 *     threads can share the work, and cannot be changed later without a migration
 * @param properties passed to every client as they are, such as {@code security.protocol}
 */
public record KafkaSettings(
        String bootstrapServers, int partitions, Map<String, String> properties) {

    /** Enough for a few machines; each costs the aggregator a handful of small stores. */
    private static final int DEFAULT_PARTITIONS = 4;

    private static final int MAX_PARTITIONS = 1_000;

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public KafkaSettings {
        properties = Map.copyOf(properties);
        Violations violations = new Violations();
        violations.require(
                !bootstrapServers.isBlank(),
                "kafka.bootstrap-servers",
                bootstrapServers,
                "must name at least one host:port");
        violations.require(
                partitions >= 1 && partitions <= MAX_PARTITIONS,
                "kafka.partitions",
                partitions,
                "must be from 1 to " + MAX_PARTITIONS);
        violations.throwIfAny();
    }

    /** Settings for this address, all else as by default. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, DEFAULT_PARTITIONS, Map.of());
    }

    /** Reads {@code bootstrap-servers}, {@code partitions} and {@code properties} of the node. */
    public static KafkaSettings from(Config config) {
        return new KafkaSettings(
                config.get("bootstrap-servers").asString().orElse("127.0.0.1:9092"),
                config.get("partitions").asInt().orElse(DEFAULT_PARTITIONS),
                config.get("properties").detach().asMap().orElse(Map.of()));
    }

    /** The properties of a client: the address and what was passed on. */
    public Properties clientProperties() {
        Properties client = new Properties();
        client.putAll(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    /** Names the passed properties but not their values, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=%s, partitions=%d, properties=%s]"
                .formatted(bootstrapServers, partitions, new TreeMap<>(properties).keySet());
    }
}
