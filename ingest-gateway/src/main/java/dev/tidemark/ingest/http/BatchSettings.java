package dev.tidemark.ingest.http;

import dev.tidemark.contract.config.Violations;

/**
 * Bounds of one batch.
 *
 * @param maxEvents how many events it may hold
 * @param maxBytes how many bytes it may have, after decompression
 */
public record BatchSettings(int maxEvents, long maxBytes) {

    /** Ten thousand events, 20 MiB. */
    public static final BatchSettings DEFAULT = new BatchSettings(10_000, 20L << 20);

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
        violations.throwIfAny();
    }
}
