package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.WindowSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The settings of the topics from which stores are restored.
 *
 * <p>They serve two ends. A store that was wiped, as after a kill under exactly-once, replays its
 * whole changelog: so little of it may be uncompacted. And the disk must level off: so what is
 * older than the store's retention must go soon. Pure functions.
 */
public final class ChangelogSettings {

    /**
     * Instead of 1 GiB. The newest segment is never compacted and holds every update since it was
     * begun; 16 MiB are replayed in well under a second. The compactor also joins small segments up
     * to this size, and a segment goes only as a whole: this much of each partition may outlive the
     * retention. The repartition topic, which Streams purges, takes it instead of its 50 MB for the
     * same reason: its newest segment never goes.
     */
    public static final int SEGMENT_BYTES = 16 << 20;

    /**
     * Instead of 0.5, by which half of a changelog may be outdated updates. With 0.2 a replay reads
     * at most a quarter more than the store holds, and compaction rewrites four bytes for each that
     * was appended.
     */
    static final double MAX_DIRTY_RATIO = 0.2;

    /**
     * Instead of 24 h. Each commit leaves a transaction marker in each partition that it wrote to,
     * and a marker stays for this long after its records are gone: ten commits a second for a day
     * would be 67 MB of markers in each partition. Must be longer than any replay, which could
     * otherwise read a value and miss that it was deleted.
     */
    static final Duration MARKERS_KEPT = Duration.ofHours(1);

    /**
     * Instead of the 24 h of {@code windowstore.changelog.additional.retention.ms}. The store
     * counts its retention by event time, the broker from when a record was written, since each
     * segment holds transaction markers with the broker's time. So nothing goes too soon that was
     * counted late; this is what clocks may differ.
     */
    static final Duration CLOCK_MARGIN = Duration.ofMinutes(10);

    /** Of a window store's retention, how much one segment may span: expiry is late by so much. */
    private static final int SEGMENTS_PER_RETENTION = 24;

    /** Below this, segments would be many and empty. */
    private static final Duration LEAST_SEGMENT = Duration.ofMinutes(1);

    /** Instead of 7 days: a changelog that is nearly idle is compacted once a day. */
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    private ChangelogSettings() {}

    /** How long the store of these windows keeps them, in event time. */
    public static Duration storeRetention(WindowSpec spec) {
        // Stream time may be this far ahead of the clock by which the gateways judge an event's
        // age.
        return spec.retention().plus(EventDecoder.MAX_AHEAD);
    }

    /** What each store's changelog must have, by the store's name. */
    public static Map<String, Map<String, String>> byStore(TopologySettings topology) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        all.put(Names.COUNTERS, ofKeyValues());
        all.put(Names.DROPS, ofKeyValues());
        all.put(Names.SEEN_IDS, ofWindows(SeenIds.retention(topology.rememberIds())));
        for (WindowSpec spec : topology.windows().specs()) {
            all.put(Names.windows(spec.size()), ofWindows(storeRetention(spec)));
        }
        return all;
    }

    /** For a store that keeps each key until it is deleted. */
    public static Map<String, String> ofKeyValues() {
        return Map.copyOf(common(LONGEST_SEGMENT, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** For a window store that keeps its windows for this long. */
    public static Map<String, String> ofWindows(Duration storeRetention) {
        Duration segment = storeRetention.dividedBy(SEGMENTS_PER_RETENTION);
        Map<String, String> settings =
                common(
                        max(LEAST_SEGMENT, min(LONGEST_SEGMENT, segment)),
                        TopicConfig.CLEANUP_POLICY_COMPACT
                                + ","
                                + TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(storeRetention.plus(CLOCK_MARGIN).toMillis()));
        return Map.copyOf(settings);
    }

    private static Map<String, String> common(Duration segment, String cleanupPolicy) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy);
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment.toMillis()));
        settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES));
        settings.put(
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, Double.toString(MAX_DIRTY_RATIO));
        settings.put(
                TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(MARKERS_KEPT.toMillis()));
        return settings;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
