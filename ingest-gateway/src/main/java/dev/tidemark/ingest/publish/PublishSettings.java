package dev.tidemark.ingest.publish;

import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.topic.Topics;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How long the gateway waits for Kafka, and how much it holds meanwhile.
 *
 * @param deliveryTimeout from handing an event to the producer to its acknowledgement, retries
 *     included; then the caller gets a 503
 * @param maxBlock how long one request waits for room in the buffer, or for the topic's metadata
 * @param linger how long the producer waits for more events to send with one
 * @param bufferBytes bound of all events that wait for Kafka, in bytes
 */
public record PublishSettings(
        Duration deliveryTimeout, Duration maxBlock, Duration linger, long bufferBytes) {

    private static final Duration MIN_DELIVERY = Duration.ofMillis(100);
    private static final Duration MAX_DELIVERY = Duration.ofMinutes(2);
    private static final Duration MAX_LINGER = Duration.ofSeconds(1);

    /**
     * 10 s outlast the election of a partition's leader. 1 s of blocking is enough for metadata and
     * short enough that a full buffer is felt. 5 ms of linger fill batches at high rates and are
     * not noticed at low ones. 32 MiB are Kafka's own default.
     */
    public static final PublishSettings DEFAULT =
            new PublishSettings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(5),
                    32L * 1024 * 1024);

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public PublishSettings {
        Violations violations = new Violations();
        violations.require(
                isWithin(deliveryTimeout, MIN_DELIVERY, MAX_DELIVERY),
                "ingest.publish.delivery-timeout",
                deliveryTimeout,
                "must be from 100ms to 2m");
        violations.require(
                isWithin(maxBlock, Duration.ofMillis(1), deliveryTimeout),
                "ingest.publish.max-block",
                maxBlock,
                "must be at least 1ms and not longer than ingest.publish.delivery-timeout");
        violations.require(
                isWithin(linger, Duration.ZERO, MAX_LINGER)
                        && linger.compareTo(deliveryTimeout.dividedBy(2)) <= 0,
                "ingest.publish.linger",
                linger,
                "must be at most 1s and half of ingest.publish.delivery-timeout");
        violations.require(
                bufferBytes >= Topics.MAX_RECORD_BYTES,
                "ingest.publish.buffer-bytes",
                bufferBytes,
                "must be at least " + Topics.MAX_RECORD_BYTES);
        violations.throwIfAny();
    }

    /**
     * Reads the node {@code ingest.publish}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every broken rule
     */
    public static PublishSettings from(Config node) {
        Violations violations = new Violations();
        Duration delivery =
                violations.duration(node.get("delivery-timeout"), DEFAULT.deliveryTimeout());
        Duration maxBlock = violations.duration(node.get("max-block"), DEFAULT.maxBlock());
        Duration linger = violations.duration(node.get("linger"), DEFAULT.linger());
        Optional<PublishSettings> settings =
                violations.attempt(
                        "ingest.publish",
                        () ->
                                new PublishSettings(
                                        delivery,
                                        maxBlock,
                                        linger,
                                        node.get("buffer-bytes")
                                                .asLong()
                                                .orElse(DEFAULT.bufferBytes())));
        violations.throwIfAny();
        return settings.orElseThrow();
    }

    private static boolean isWithin(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    /** Puts what these settings decide over the properties of a client. */
    Properties over(Properties client) {
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        client.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        client.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
        // Half of the delivery's time, so that a request that is lost leaves time for another.
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis() / 2);
        return client;
    }
}
