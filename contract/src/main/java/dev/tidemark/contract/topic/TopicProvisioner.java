package dev.tidemark.contract.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of {@link Topics} where they are missing.
 *
 * <p>Every service calls it at start, so the order in which services start does not matter. A topic
 * that is there is left as its owner made it.
 */
public final class TopicProvisioner {

    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Long enough to work off a backlog, or to count anew, after a long weekend. */
    private static final Duration EVENTS_RETENTION = Duration.ofDays(7);

    private static final Duration DEAD_LETTERS_RETENTION = Duration.ofDays(30);

    private TopicProvisioner() {}

    /**
     * Makes sure that every topic is there; replication is the cluster's default.
     *
     * @throws KafkaUnavailableException if Kafka does not answer in 30 seconds, refuses, or its
     *     settings are wrong
     */
    public static void ensure(KafkaSettings kafka) {
        Properties client = kafka.clientProperties();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        try (Admin admin = Admin.create(client)) {
            List<NewTopic> wanted =
                    List.of(
                            topic(Topics.EVENTS, kafka.partitions(), EVENTS_RETENTION),
                            topic(Topics.DEAD_LETTERS, 1, DEAD_LETTERS_RETENTION));
            admin.createTopics(wanted).values().forEach(TopicProvisioner::await);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(
                    "cannot use Kafka at " + kafka.bootstrapServers(), e);
        }
    }

    private static NewTopic topic(TopicSpec<?, ?> spec, int partitions, Duration retention) {
        return new NewTopic(spec.name(), Optional.of(partitions), Optional.empty())
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(Topics.MAX_RECORD_BYTES),
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(retention.toMillis())));
    }

    private static void await(String topic, KafkaFuture<Void> creation) {
        try {
            creation.get();
            LOG.info("created topic={}", topic);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaUnavailableException("cannot create topic " + topic, e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("interrupted while creating topic " + topic, e);
        }
    }
}
