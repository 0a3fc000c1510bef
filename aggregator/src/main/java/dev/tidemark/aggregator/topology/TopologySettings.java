package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;

/**
 * What the computation is told.
 *
 * @param windows sizes and retentions
 * @param rememberIds how long a client's id is remembered after it was last seen
 * @param details what is kept beyond counts and sums
 * @param maxHeld how many partials a task of the first phase, and how many rollups one of the
 *     second, holds at most between two commits; some 200 bytes each, and one with large sketches
 *     counts as several
 */
public record TopologySettings(
        Windows windows, Duration rememberIds, DetailSettings details, int maxHeld) {

    /** Longer than any client goes on retrying one request. */
    public static final Duration DEFAULT_REMEMBER_IDS = Duration.ofMinutes(10);

    /** The shortest that a store of time windows is cut into segments for. */
    private static final Duration MIN_REMEMBER_IDS = Duration.ofMinutes(1);

    /** As long as the events themselves are kept. */
    private static final Duration MAX_REMEMBER_IDS = Duration.ofDays(7);

    /** 10 MB a task. */
    public static final int DEFAULT_MAX_HELD = 50_000;

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public TopologySettings {
        Violations violations = new Violations();
        violations.require(
                rememberIds.compareTo(MIN_REMEMBER_IDS) >= 0
                        && rememberIds.compareTo(MAX_REMEMBER_IDS) <= 0,
                "aggregator.remember-ids",
                rememberIds,
                "must be from 1m to 7d");
        violations.require(
                maxHeld >= 100 && maxHeld <= 10_000_000,
                "aggregator.max-held",
                maxHeld,
                "must be from 100 to 10000000");
        violations.throwIfAny();
    }

    /** These windows, and defaults for all else. */
    public static TopologySettings of(Windows windows) {
        return new TopologySettings(
                windows, DEFAULT_REMEMBER_IDS, DetailSettings.DEFAULT, DEFAULT_MAX_HELD);
    }

    /** The same with these details. */
    public TopologySettings withDetails(DetailSettings other) {
        return new TopologySettings(windows, rememberIds, other, maxHeld);
    }

    /**
     * Reads the nodes {@code windows}, {@code aggregator.remember-ids}, {@code
     * aggregator.max-held}, and those of {@link DetailSettings}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException listing every violation
     */
    public static TopologySettings from(Config config) {
        Violations violations = new Violations();
        var windows = violations.attempt("windows", () -> Windows.from(config.get("windows")));
        Duration rememberIds =
                violations.duration(config.get("aggregator.remember-ids"), DEFAULT_REMEMBER_IDS);
        var details =
                violations.attempt(
                        "aggregator", () -> DetailSettings.from(config.get("aggregator")));
        violations.throwIfAny();
        return new TopologySettings(
                windows.orElseThrow(),
                rememberIds,
                details.orElseThrow(),
                config.get("aggregator.max-held").asInt().orElse(DEFAULT_MAX_HELD));
    }
}
