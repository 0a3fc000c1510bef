package dev.tidemark.dashboard.query;

import dev.tidemark.contract.config.Secret;
import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How aggregators are asked.
 *
 * @param aggregators {@code host:port} of query servers, at least one; any of them can tell the
 *     owner of a tenant
 * @param deadline of one read, all its calls together
 * @param maxOwners how many tenants' owners are remembered
 * @param key shown to aggregators that want one: with the scope read, for all tenants
 */
public record QuerySettings(
        List<String> aggregators, Duration deadline, int maxOwners, Secret key) {

    /** Where an aggregator on the same machine listens. */
    private static final List<String> LOCAL = List.of("127.0.0.1:8082");

    /** Several times a healthy read, and short enough that a view tells of its age soon. */
    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(2);

    /** About 200 bytes each; more tenants than one gateway shows at a time. */
    private static final int DEFAULT_MAX_OWNERS = 10_000;

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):[0-9]{1,5}");

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public QuerySettings {
        aggregators = List.copyOf(aggregators);
        Violations violations = new Violations();
        violations.require(
                !aggregators.isEmpty(), "dashboard.aggregators", "[]", "must name at least one");
        for (String aggregator : aggregators) {
            violations.require(
                    HOST_AND_PORT.matcher(aggregator).matches(),
                    "dashboard.aggregators",
                    aggregator,
                    "must be host:port");
        }
        violations.require(
                deadline.isPositive(), "dashboard.query-deadline", deadline, "must be positive");
        violations.require(maxOwners > 0, "dashboard.max-owners", maxOwners, "must be positive");
        violations.throwIfAny();
    }

    /** These aggregators, and defaults for everything else. */
    public static QuerySettings of(List<String> aggregators) {
        return new QuerySettings(aggregators, DEFAULT_DEADLINE, DEFAULT_MAX_OWNERS, Secret.NONE);
    }

    /** The same, showing this key. */
    public QuerySettings withKey(Secret other) {
        return new QuerySettings(aggregators, deadline, maxOwners, other);
    }

    /**
     * Reads {@code aggregators}, {@code query-deadline}, {@code max-owners} and {@code query-key}
     * of the node.
     */
    public static QuerySettings from(Config config) {
        Violations violations = new Violations();
        Duration deadline = violations.duration(config.get("query-deadline"), DEFAULT_DEADLINE);
        violations.throwIfAny();
        return new QuerySettings(
                aggregators(config.get("aggregators")),
                deadline,
                config.get("max-owners").asInt().orElse(DEFAULT_MAX_OWNERS),
                new Secret(config.get("query-key").asString().orElse("")));
    }

    /** A list in a file, or commas in an environment variable. */
    private static List<String> aggregators(Config node) {
        if (!node.isLeaf()) {
            return node.asList(String.class).orElse(LOCAL);
        }
        return Stream.of(node.asString().orElse("").split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
