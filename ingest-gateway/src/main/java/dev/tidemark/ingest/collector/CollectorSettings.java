package dev.tidemark.ingest.collector;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.config.Violations;
import java.time.Duration;

/**
 * Whether, how often and for whom the gateway reports its machine's load.
 *
 * @param enabled whether it does
 * @param interval from one sample to the next
 * @param tenant who sees them
 */
public record CollectorSettings(boolean enabled, Duration interval, String tenant) {

    private static final Duration LEAST = Duration.ofSeconds(1);

    /** Every 30 s: half of the finest default window, so that each window has samples. */
    public static final CollectorSettings DEFAULT =
            new CollectorSettings(true, Duration.ofSeconds(30), Names.DEFAULT_TENANT);

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public CollectorSettings {
        Violations violations = new Violations();
        violations.require(
                interval.compareTo(LEAST) >= 0,
                "ingest.collector.interval",
                interval,
                "must be at least 1s");
        violations.require(
                Names.isTenant(tenant), "ingest.collector.tenant", tenant, Names.TENANT_RULE);
        violations.throwIfAny();
    }
}
