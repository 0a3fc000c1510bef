package dev.tidemark.ingest.limit;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;

/**
 * What a gateway takes on.
 *
 * @param maxRequests under way at a time
 * @param maxBytes of their bodies, as far as they are held; see {@link Gate#enter}
 * @param tenantShare of both that one tenant may have, from 0 to 1
 * @param eventsPerSecond of each tenant, in the long run; 0 for no limit
 * @param bytesPerSecond of each tenant's bodies as they are sent, in the long run; 0 for no limit
 * @param burst how long a tenant may have been silent and make up for it at once
 * @param bodyTimeout how long a body may take to come
 */
public record LimitSettings(
        int maxRequests,
        long maxBytes,
        double tenantShare,
        long eventsPerSecond,
        long bytesPerSecond,
        Duration burst,
        Duration bodyTimeout) {

    private static final long LEAST_BYTES = 2L << 20;
    private static final Duration LEAST_BURST = Duration.ofSeconds(1);
    private static final Duration MOST_BURST = Duration.ofHours(1);

    private static final Duration MOST_BODY_TIMEOUT = Duration.ofMinutes(10);

    /**
     * What is under way waits for a processor, so its bound hangs on how many there are: 8 MiB are
     * about 40 batches of 1,000 events, which one takes in a third of a second.
     */
    private static final long BYTES_FOR_EACH_PROCESSOR = 8L << 20;

    private static final int HEAP_SHARE = 4;

    /** No rates; a body of 20 MiB over 6 Mbit/s. */
    public static final LimitSettings DEFAULT =
            new LimitSettings(
                    2_000,
                    defaultMaxBytes(
                            Runtime.getRuntime().availableProcessors(),
                            Runtime.getRuntime().maxMemory()),
                    0.5,
                    0,
                    0,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30));

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public LimitSettings {
        Violations violations = new Violations();
        violations.require(
                maxRequests >= 1, "ingest.limits.max-requests", maxRequests, "must be at least 1");
        violations.require(
                maxBytes >= LEAST_BYTES,
                "ingest.limits.max-bytes",
                maxBytes,
                "must be at least " + LEAST_BYTES);
        violations.require(
                tenantShare > 0 && tenantShare <= 1,
                "ingest.limits.tenant-share",
                tenantShare,
                "must be more than 0 and at most 1");
        violations.require(
                eventsPerSecond >= 0,
                "ingest.limits.events-per-second",
                eventsPerSecond,
                "must be at least 0");
        violations.require(
                bytesPerSecond >= 0,
                "ingest.limits.bytes-per-second",
                bytesPerSecond,
                "must be at least 0");
        violations.require(
                burst.compareTo(LEAST_BURST) >= 0 && burst.compareTo(MOST_BURST) <= 0,
                "ingest.limits.burst",
                burst,
                "must be from 1s to 1h");
        violations.require(
                bodyTimeout.isPositive() && bodyTimeout.compareTo(MOST_BODY_TIMEOUT) <= 0,
                "ingest.limits.body-timeout",
                bodyTimeout,
                "must be more than 0 and at most 10m");
        violations.throwIfAny();
    }

    /** At least 16 MiB, and otherwise at most a quarter of the heap. */
    static long defaultMaxBytes(int processors, long heapBytes) {
        return Math.max(
                2 * BYTES_FOR_EACH_PROCESSOR,
                Math.min(processors * BYTES_FOR_EACH_PROCESSOR, heapBytes / HEAP_SHARE));
    }

    /**
     * Reads the node {@code ingest.limits}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if a value breaks its rule
     */
    public static LimitSettings from(Config node) {
        Violations violations = new Violations();
        Duration burst = violations.duration(node.get("burst"), DEFAULT.burst());
        Duration body = violations.duration(node.get("body-timeout"), DEFAULT.bodyTimeout());
        violations.throwIfAny();
        return new LimitSettings(
                node.get("max-requests").asInt().orElse(DEFAULT.maxRequests()),
                node.get("max-bytes").asLong().orElse(DEFAULT.maxBytes()),
                node.get("tenant-share").asDouble().orElse(DEFAULT.tenantShare()),
                node.get("events-per-second").asLong().orElse(DEFAULT.eventsPerSecond()),
                node.get("bytes-per-second").asLong().orElse(DEFAULT.bytesPerSecond()),
                burst,
                body);
    }
}
