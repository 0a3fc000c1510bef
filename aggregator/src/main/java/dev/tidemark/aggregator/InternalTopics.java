package dev.tidemark.aggregator;

import dev.tidemark.aggregator.topology.Names;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.KafkaUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the changelog topics of an installation in line with its configuration.
 *
 * <p>Streams gives a changelog its settings when it creates it, and never again. A retention that
 * was raised in the configuration would end at the next restore, since the topic had kept its old
 * one. Topics that are not there yet are left to Streams.
 */
public final class InternalTopics {

    private static final Logger LOG = LoggerFactory.getLogger(InternalTopics.class);
    private static final String CHANGELOG = "-changelog";
    private static final String WINDOWS = "windows-";

    /**
     * A setting that was altered.
     *
     * @param topic whose setting it is
     * @param setting its name, as Kafka writes it
     * @param before value that it had
     * @param now value that it has
     */
    public record Change(String topic, String setting, String before, String now) {}

    /**
     * What was found.
     *
     * @param changes settings that differed and were altered
     * @param added sizes that this installation, which has counted before, keeps for the first time
     * @param dropped topics of sizes that are no longer kept, by size
     */
    public record Report(
            List<Change> changes, List<WindowSize> added, Map<WindowSize, String> dropped) {}

    private final Admin admin;
    private final String prefix;

    private InternalTopics(Admin admin, String applicationId) {
        this.admin = admin;
        this.prefix = applicationId + "-";
    }

    /**
     * Alters what differs and says what else is remarkable; call it before Streams starts.
     *
     * @param wantedByStore settings that the changelog of each store must have; what is not named
     *     is left as it is
     * @throws KafkaUnavailableException if the topics cannot be listed, read or altered
     */
    public static Report align(
            Admin admin,
            String applicationId,
            Windows windows,
            Map<String, Map<String, String>> wantedByStore) {
        InternalTopics topics = new InternalTopics(admin, applicationId);
        try {
            Set<String> existing = admin.listTopics().names().get();
            Report report =
                    new Report(
                            topics.alter(existing, wantedByStore),
                            topics.added(existing, windows),
                            topics.dropped(existing, windows));
            log(report);
            return report;
        } catch (ExecutionException e) {
            throw new KafkaUnavailableException(
                    "cannot bring the changelog topics in line with the configuration",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("interrupted while checking changelog topics", e);
        }
    }

    private List<Change> alter(Set<String> existing, Map<String, Map<String, String>> wantedByStore)
            throws ExecutionException, InterruptedException {
        Map<String, Map<String, String>> wanted = new TreeMap<>();
        wantedByStore.forEach(
                (store, settings) -> {
                    if (existing.contains(changelog(store))) {
                        wanted.put(changelog(store), settings);
                    }
                });
        List<Change> changes = differences(wanted);
        Map<ConfigResource, Collection<AlterConfigOp>> alterations = new HashMap<>();
        for (Change change : changes) {
            alterations
                    .computeIfAbsent(resource(change.topic()), topic -> new ArrayList<>())
                    .add(
                            new AlterConfigOp(
                                    new ConfigEntry(change.setting(), change.now()),
                                    AlterConfigOp.OpType.SET));
        }
        admin.incrementalAlterConfigs(alterations).all().get();
        return changes;
    }

    private List<Change> differences(Map<String, Map<String, String>> wanted)
            throws ExecutionException, InterruptedException {
        Map<ConfigResource, KafkaFuture<Config>> described =
                admin.describeConfigs(
                                wanted.keySet().stream().map(InternalTopics::resource).toList())
                        .values();
        List<Change> changes = new ArrayList<>();
        for (var topic : wanted.entrySet()) {
            Config has = Objects.requireNonNull(described.get(resource(topic.getKey()))).get();
            for (var setting : new TreeMap<>(topic.getValue()).entrySet()) {
                ConfigEntry entry = has.get(setting.getKey());
                String before = entry == null ? "" : String.valueOf(entry.value());
                if (!same(setting.getKey(), before, setting.getValue())) {
                    changes.add(
                            new Change(
                                    topic.getKey(), setting.getKey(), before, setting.getValue()));
                }
            }
        }
        return changes;
    }

    /** The policies are a set, whose order may differ. */
    private static boolean same(String setting, String a, String b) {
        return setting.equals(TopicConfig.CLEANUP_POLICY_CONFIG)
                ? asSet(a).equals(asSet(b))
                : a.equals(b);
    }

    private static Set<String> asSet(String list) {
        return new HashSet<>(Arrays.asList(list.split(",", -1)));
    }

    private List<WindowSize> added(Set<String> existing, Windows windows) {
        if (!existing.contains(changelog(Names.COUNTERS))) {
            return List.of();
        }
        return windows.specs().stream()
                .map(WindowSpec::size)
                .filter(size -> !existing.contains(changelog(Names.windows(size))))
                .toList();
    }

    private Map<WindowSize, String> dropped(Set<String> existing, Windows windows) {
        Map<WindowSize, String> dropped = new HashMap<>();
        for (String topic : existing) {
            sizeOf(topic)
                    .filter(size -> windows.find(size).isEmpty())
                    .ifPresent(size -> dropped.put(size, topic));
        }
        return Map.copyOf(dropped);
    }

    private Optional<WindowSize> sizeOf(String topic) {
        String before = prefix + WINDOWS;
        if (!topic.startsWith(before) || !topic.endsWith(CHANGELOG)) {
            return Optional.empty();
        }
        try {
            WindowSize size =
                    WindowSize.parse(
                            topic.substring(before.length(), topic.length() - CHANGELOG.length()));
            return Optional.of(size).filter(s -> topic.equals(changelog(Names.windows(s))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String changelog(String store) {
        return prefix + store + CHANGELOG;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static void log(Report report) {
        report.changes()
                .forEach(
                        change ->
                                LOG.info(
                                        "altered topic={} setting={} before={} now={}",
                                        change.topic(),
                                        change.setting(),
                                        change.before(),
                                        change.now()));
        report.added()
                .forEach(size -> LOG.warn("windows of {} are new: they fill from now on", size));
        report.dropped()
                .forEach(
                        (size, topic) ->
                                LOG.warn(
                                        "windows of {} are no longer kept; topic {} still holds"
                                                + " them and can be deleted",
                                        size,
                                        topic));
    }
}
