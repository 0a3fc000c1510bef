package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;

/**
 * How much is streamed, and how long is waited for whom.
 *
 * @param maxConnections streams at a time; more are refused before they begin
 * @param maxConnectionsPerTenant of which one tenant may have so many; all, unless configured
 * @param maxConnectionsPerAddress and one address so many; all, unless configured, because all
 *     clients of a proxy have its address
 * @param maxViewsPerTenant distinct views of one tenant that are watched at a time
 * @param heartbeat time without an update after which a comment is sent
 * @param writeTimeout a client that takes nothing for so long is left
 * @param resumeWait how long numbers are withheld that are older than those a client has seen
 * @param drain over which time the streams of a gateway that stops are ended
 * @param writers threads that write to connections of plain HTTP/1.1; others have one each
 */
public record StreamSettings(
        int maxConnections,
        int maxConnectionsPerTenant,
        int maxConnectionsPerAddress,
        int maxViewsPerTenant,
        Duration heartbeat,
        Duration writeTimeout,
        Duration resumeWait,
        Duration drain,
        int writers) {

    /** Ending two hundred streams a second makes no crowd, wherever they go. */
    private static final Duration DRAIN_PER_STREAM = Duration.ofMillis(5);

    /**
     * 10,000 connections need about a quarter of a gigabyte; many installations have one tenant, or
     * one proxy that all come through; a tenant of 100 views is 100 reads per tick; 15 seconds is
     * below the idle time-out of common proxies; a network that stands still for half a minute is
     * gone; a store that was killed has read again what it had not committed within a few seconds;
     * half the processors write, the others read and encode.
     */
    public static final StreamSettings DEFAULT =
            new StreamSettings(
                    10_000,
                    10_000,
                    10_000,
                    100,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public StreamSettings {
        Violations violations = new Violations();
        positive(violations, "max-connections", maxConnections);
        positive(violations, "max-connections-per-tenant", maxConnectionsPerTenant);
        positive(violations, "max-connections-per-address", maxConnectionsPerAddress);
        positive(violations, "max-views-per-tenant", maxViewsPerTenant);
        positive(violations, "writers", writers);
        positive(violations, "heartbeat", heartbeat);
        positive(violations, "write-timeout", writeTimeout);
        violations.require(
                !resumeWait.isNegative(),
                "dashboard.resume-wait",
                resumeWait,
                "must not be negative");
        violations.require(!drain.isNegative(), "dashboard.drain", drain, "must not be negative");
        violations.throwIfAny();
    }

    private static void positive(Violations violations, String key, int value) {
        violations.require(value > 0, "dashboard." + key, value, "must be positive");
    }

    private static void positive(Violations violations, String key, Duration value) {
        violations.require(value.isPositive(), "dashboard." + key, value, "must be positive");
    }

    /**
     * Reads {@code max-connections}, {@code max-connections-per-tenant}, {@code
     * max-connections-per-address}, {@code max-views-per-tenant}, {@code heartbeat}, {@code
     * write-timeout}, {@code resume-wait}, {@code drain} and {@code writers} of the node.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public static StreamSettings from(Config config) {
        Violations violations = new Violations();
        Duration heartbeat = violations.duration(config.get("heartbeat"), DEFAULT.heartbeat);
        Duration writeTimeout =
                violations.duration(config.get("write-timeout"), DEFAULT.writeTimeout);
        Duration resumeWait = violations.duration(config.get("resume-wait"), DEFAULT.resumeWait);
        Duration drain = violations.duration(config.get("drain"), DEFAULT.drain);
        violations.throwIfAny();
        int all = config.get("max-connections").asInt().orElse(DEFAULT.maxConnections);
        // A wrong number is told once.
        int share = Math.max(1, all);
        return new StreamSettings(
                all,
                config.get("max-connections-per-tenant").asInt().orElse(share),
                config.get("max-connections-per-address").asInt().orElse(share),
                config.get("max-views-per-tenant").asInt().orElse(DEFAULT.maxViewsPerTenant),
                heartbeat,
                writeTimeout,
                resumeWait,
                drain,
                config.get("writers").asInt().orElse(DEFAULT.writers));
    }

    /** The same with these limits of connections. */
    public StreamSettings withConnections(int all, int ofTenant, int ofAddress) {
        return new StreamSettings(
                all,
                ofTenant,
                ofAddress,
                maxViewsPerTenant,
                heartbeat,
                writeTimeout,
                resumeWait,
                drain,
                writers);
    }

    /** The same with this limit of views. */
    public StreamSettings withMaxViewsPerTenant(int views) {
        return new StreamSettings(
                maxConnections,
                maxConnectionsPerTenant,
                maxConnectionsPerAddress,
                views,
                heartbeat,
                writeTimeout,
                resumeWait,
                drain,
                writers);
    }

    /** The same with these times; see the components of the record. */
    public StreamSettings withTimes(
            Duration otherHeartbeat,
            Duration otherWriteTimeout,
            Duration otherResumeWait,
            Duration otherDrain) {
        return new StreamSettings(
                maxConnections,
                maxConnectionsPerTenant,
                maxConnectionsPerAddress,
                maxViewsPerTenant,
                otherHeartbeat,
                otherWriteTimeout,
                otherResumeWait,
                otherDrain,
                writers);
    }

    /** The same with this heartbeat. */
    public StreamSettings withHeartbeat(Duration other) {
        return withTimes(other, writeTimeout, resumeWait, drain);
    }

    /** Over which time so many streams are ended: {@link #drain} at most. */
    Duration drainOf(int streams) {
        Duration unhurried = DRAIN_PER_STREAM.multipliedBy(streams);
        return unhurried.compareTo(drain) < 0 ? unhurried : drain;
    }
}
