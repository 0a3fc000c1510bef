package dev.tidemark.contract.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of {@link Topics} where they are missing, and checks those that are there.
 *
 * <p>Every service calls it at start, so the order in which services start does not matter. A topic
 * that is there is left as its owner made it: what does not suit us is said, and stops the start
 * only if events would be lost.
 */
public final class TopicProvisioner {

    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * Kept long enough to work off a backlog, or to count anew, after a long weekend. A record has
     * the time at which the broker appended it: one clock, which says the same when the record is
     * read again.
     */
    static final Map<String, String> EVENTS_SETTINGS =
            settings(
                    Duration.ofDays(7),
                    Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));

    static final Map<String, String> DEAD_LETTERS_SETTINGS =
            settings(Duration.ofDays(30), Map.of());

    /** The newest list of each owner is kept for ever. */
    static final Map<String, String> VIEWS_SETTINGS =
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.SEGMENT_MS_CONFIG,
                    Long.toString(Duration.ofDays(1).toMillis()));

    private TopicProvisioner() {}

    /**
     * Makes sure that every topic is there; replication is the cluster's default.
     *
     * @throws KafkaUnavailableException if Kafka does not answer in 30 seconds, refuses, or its
     *     settings are wrong; or if a topic that is there cannot be used
     */
    public static void ensure(KafkaSettings kafka) {
        Properties client = kafka.clientProperties();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        try (Admin admin = Admin.create(client)) {
            List<NewTopic> wanted =
                    List.of(
                            topic(Topics.EVENTS, kafka.partitions(), EVENTS_SETTINGS),
                            topic(Topics.DEAD_LETTERS, 1, DEAD_LETTERS_SETTINGS),
                            topic(Topics.VIEWS, 1, VIEWS_SETTINGS));
            Map<String, KafkaFuture<Void>> creations = admin.createTopics(wanted).values();
            if (!isNew(Topics.EVENTS, creations)) {
                judge(TopicCheck.ofEvents(describe(admin, Topics.EVENTS)));
            }
            if (!isNew(Topics.DEAD_LETTERS, creations)) {
                judge(TopicCheck.ofDeadLetters(describe(admin, Topics.DEAD_LETTERS)));
            }
            if (!isNew(Topics.VIEWS, creations)) {
                judge(TopicCheck.ofViews(describe(admin, Topics.VIEWS)));
            }
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(
                    "cannot use Kafka at " + kafka.bootstrapServers(), e);
        }
    }

    private static Map<String, String> settings(Duration retention, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES));
        settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        // A segment goes when its newest record is too old. By default it may span 7 days, and a
        // quiet topic would keep its records for twice the retention.
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis()));
        return Map.copyOf(settings);
    }

    private static NewTopic topic(
            TopicSpec<?, ?> spec, int partitions, Map<String, String> settings) {
        return new NewTopic(spec.name(), Optional.of(partitions), Optional.empty())
                .configs(settings);
    }

    private static boolean isNew(TopicSpec<?, ?> spec, Map<String, KafkaFuture<Void>> creations) {
        try {
            Objects.requireNonNull(creations.get(spec.name())).get();
            LOG.info("created topic={}", spec.name());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new KafkaUnavailableException("cannot create topic " + spec.name(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted("creating", spec, e);
        }
    }

    private static Map<String, String> describe(Admin admin, TopicSpec<?, ?> spec) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
        try {
            Map<String, String> settings = new HashMap<>();
            Objects.requireNonNull(admin.describeConfigs(List.of(topic)).values().get(topic))
                    .get()
                    .entries()
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
            return settings;
        } catch (ExecutionException e) {
            // Another service may have created it this moment, as we would have.
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                LOG.warn("cannot check the settings of topic={}", spec.name(), e.getCause());
            }
            return Map.of();
        } catch (InterruptedException e) {
            throw interrupted("checking", spec, e);
        }
    }

    private static void judge(List<TopicCheck.Finding> findings) {
        findings.stream()
                .filter(finding -> !finding.fatal())
                .forEach(finding -> LOG.warn("{}", finding.sentence()));
        String refusal =
                findings.stream()
                        .filter(TopicCheck.Finding::fatal)
                        .map(TopicCheck.Finding::sentence)
                        .collect(Collectors.joining("; "));
        if (!refusal.isEmpty()) {
            throw new KafkaUnavailableException(refusal, null);
        }
    }

    private static KafkaUnavailableException interrupted(
            String doing, TopicSpec<?, ?> spec, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaUnavailableException(
                "interrupted while %s topic %s".formatted(doing, spec.name()), e);
    }
}
