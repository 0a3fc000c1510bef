package dev.tidemark.ingest.http;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;

/**
 * Bounds of one batch.
 *
 * @param maxEvents how many events it may hold
 * @param maxBytes how many bytes it may have, after decompression
 * @param maxWait how long it may have to wait for its turn, once it is there: as many batches are
 *     worked on at a time as there are processors
 */
public record BatchSettings(int maxEvents, long maxBytes, Duration maxWait) {

    private static final Duration MOST_WAIT = Duration.ofMinutes(1);

    /**
     * Ten thousand events, 20 MiB; 50 ms are about twenty batches of 1,000 events for two
     * processors that have more to do.
     */
    public static final BatchSettings DEFAULT =
            new BatchSettings(10_000, 20L << 20, Duration.ofMillis(50));

    private static final int MOST_EVENTS = 1_000_000;
    private static final long LEAST_BYTES = RequestBody.MAX_BYTES;
    private static final long MOST_BYTES = 1L << 30;

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public BatchSettings {
        Violations violations = new Violations();
        violations.require(
                maxEvents >= 1 && maxEvents <= MOST_EVENTS,
                "ingest.batch.max-events",
                maxEvents,
                "must be from 1 to " + MOST_EVENTS);
        violations.require(
                maxBytes >= LEAST_BYTES && maxBytes <= MOST_BYTES,
                "ingest.batch.max-bytes",
                maxBytes,
                "must be from %d to %d".formatted(LEAST_BYTES, MOST_BYTES));
        violations.require(
                maxWait.isPositive() && maxWait.compareTo(MOST_WAIT) <= 0,
                "ingest.batch.max-wait",
                maxWait,
                "must be more than 0 and at most 1m");
        violations.throwIfAny();
    }

    /**
     * Reads the node {@code ingest.batch}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if a value breaks its rule
     */
    public static BatchSettings from(Config node) {
        Violations violations = new Violations();
        Duration maxWait = violations.duration(node.get("max-wait"), DEFAULT.maxWait());
        violations.throwIfAny();
        return new BatchSettings(
                node.get("max-events").asInt().orElse(DEFAULT.maxEvents()),
                node.get("max-bytes").asLong().orElse(DEFAULT.maxBytes()),
                maxWait);
    }
}
