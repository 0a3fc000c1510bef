package dev.tidemark.contract.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What is wrong with the settings of a topic that somebody else created.
 *
 * <p>A pure function: the settings come in as the broker describes them.
 */
final class TopicCheck {

    /** An aggregator that is upgraded or moved may well be away for this long. */
    private static final Duration LEAST_RETENTION = Duration.ofHours(1);

    private static final String FOREVER = "-1";

    /**
     * One setting that does not suit us.
     *
     * @param topic whose setting it is
     * @param setting its name, as Kafka writes it
     * @param value that it has
     * @param consequence what follows from it, or the rule that it breaks
     * @param fatal whether nothing may start on it
     */
    record Finding(String topic, String setting, String value, String consequence, boolean fatal) {

        /** One sentence that names topic, setting, value and consequence. */
        String sentence() {
            return "topic %s has %s = %s: %s".formatted(topic, setting, value, consequence);
        }
    }

    private final String topic;
    private final Map<String, String> settings;
    private final List<Finding> findings = new ArrayList<>();

    private TopicCheck(String topic, Map<String, String> settings) {
        this.topic = topic;
        this.settings = settings;
    }

    /**
     * The findings for {@link Topics#EVENTS}.
     *
     * @param settings of the topic by name; a setting that is not told is not judged
     */
    static List<Finding> ofEvents(Map<String, String> settings) {
        TopicCheck check = new TopicCheck(Topics.EVENTS.name(), settings);
        check.refuseCompaction("events without an id have no key, and repetitions share one");
        check.warnOfSmallRecords("larger events are refused, and their producers told 503");
        check.warnOfShortRetention();
        check.warnOfCreateTime();
        return check.findings;
    }

    /**
     * The findings for {@link Topics#DEAD_LETTERS}.
     *
     * @param settings of the topic by name; a setting that is not told is not judged
     */
    static List<Finding> ofDeadLetters(Map<String, String> settings) {
        TopicCheck check = new TopicCheck(Topics.DEAD_LETTERS.name(), settings);
        check.refuseCompaction("a dead letter may have no key, and each must stay");
        check.warnOfSmallRecords("a larger dead letter stops the aggregator");
        return check.findings;
    }

    /**
     * The findings for {@link Topics#VIEWS}.
     *
     * @param settings of the topic by name; a setting that is not told is not judged
     */
    static List<Finding> ofViews(Map<String, String> settings) {
        TopicCheck check = new TopicCheck(Topics.VIEWS.name(), settings);
        String setting = TopicConfig.CLEANUP_POLICY_CONFIG;
        if (!settings.getOrDefault(setting, TopicConfig.CLEANUP_POLICY_COMPACT)
                .equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            check.find(
                    setting,
                    "saved views are lost when their retention ends, or never cleaned up; it must be"
                            + " compact",
                    false);
        }
        return check.findings;
    }

    private void refuseCompaction(String why) {
        String policy = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
        if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            find(TopicConfig.CLEANUP_POLICY_CONFIG, "must not contain compact, since " + why, true);
        }
    }

    private void warnOfSmallRecords(String consequence) {
        if (isBelow(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Topics.MAX_RECORD_BYTES)) {
            find(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    consequence + "; " + Topics.MAX_RECORD_BYTES + " takes every one",
                    false);
        }
    }

    private void warnOfShortRetention() {
        String setting = TopicConfig.RETENTION_MS_CONFIG;
        if (!FOREVER.equals(settings.get(setting))
                && isBelow(setting, LEAST_RETENTION.toMillis())) {
            find(
                    setting,
                    "events are lost uncounted when the aggregator is away for longer than that",
                    false);
        }
    }

    private void warnOfCreateTime() {
        if ("CreateTime".equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            find(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "how far ahead an event lies and when it is deleted are judged by the"
                            + " producer's clock; LogAppendTime takes the broker's",
                    false);
        }
    }

    private boolean isBelow(String setting, long least) {
        String value = settings.get(setting);
        return value != null && Long.parseLong(value) < least;
    }

    private void find(String setting, String consequence, boolean fatal) {
        findings.add(
                new Finding(
                        topic, setting, settings.getOrDefault(setting, ""), consequence, fatal));
    }
}
