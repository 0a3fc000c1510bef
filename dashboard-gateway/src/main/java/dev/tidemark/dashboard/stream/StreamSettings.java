package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;

/**
 * How much is streamed.
 *
 * @param maxConnections streams at a time; more are refused before they begin
 * @param maxViewsPerTenant distinct views of one tenant that are watched at a time
 * @param heartbeat time without an update after which a comment is sent
 */
public record StreamSettings(int maxConnections, int maxViewsPerTenant, Duration heartbeat) {

    /**
     * 10,000 connections need about half a gigabyte; 100 views of a tenant are 100 reads per tick;
     * 15 seconds is below the idle time-out of common proxies.
     */
    public static final StreamSettings DEFAULT =
            new StreamSettings(10_000, 100, Duration.ofSeconds(15));

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public StreamSettings {
        Violations violations = new Violations();
        violations.require(
                maxConnections > 0,
                "dashboard.max-connections",
                maxConnections,
                "must be positive");
        violations.require(
                maxViewsPerTenant > 0,
                "dashboard.max-views-per-tenant",
                maxViewsPerTenant,
                "must be positive");
        violations.require(
                heartbeat.isPositive(), "dashboard.heartbeat", heartbeat, "must be positive");
        violations.throwIfAny();
    }

    /**
     * Reads {@code max-connections}, {@code max-views-per-tenant} and {@code heartbeat} of the
     * node.
     */
    public static StreamSettings from(Config config) {
        Violations violations = new Violations();
        Duration heartbeat = violations.duration(config.get("heartbeat"), DEFAULT.heartbeat);
        violations.throwIfAny();
        return new StreamSettings(
                config.get("max-connections").asInt().orElse(DEFAULT.maxConnections),
                config.get("max-views-per-tenant").asInt().orElse(DEFAULT.maxViewsPerTenant),
                heartbeat);
    }
}
