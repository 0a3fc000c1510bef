package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is kept beyond counts and sums.
 *
 * @param percentiles types whose values can be asked for percentiles
 * @param users whether unique users are kept, of all types
 * @param breakdowns dimensions by type: each value of one is a series of its own
 * @param maxValues how many values of a dimension of a type of a tenant have one
 */
public record DetailSettings(
        Set<String> percentiles,
        boolean users,
        Map<String, List<String>> breakdowns,
        int maxValues) {

    /** More than a table of a dashboard shows. */
    private static final int DEFAULT_MAX_VALUES = 200;

    private static final int MAX_DIMENSIONS = 8;
    private static final int MAX_NAME = 256;

    /** What an installation keeps that is told nothing else. */
    public static final DetailSettings DEFAULT =
            new DetailSettings(
                    Set.of("performance", "api_call"),
                    true,
                    Map.of(
                            "page_view", List.of("page"),
                            "api_call", List.of("endpoint", "status"),
                            "error", List.of("page", "status"),
                            "performance", List.of("metric")),
                    DEFAULT_MAX_VALUES);

    /** Counts and sums only. */
    public static final DetailSettings NONE =
            new DetailSettings(Set.of(), false, Map.of(), DEFAULT_MAX_VALUES);

    /**
     * Copies and checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public DetailSettings {
        percentiles = Set.copyOf(percentiles);
        breakdowns =
                breakdowns.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, type -> List.copyOf(type.getValue())));
        Violations violations = new Violations();
        for (String type : percentiles) {
            requireType(violations, "aggregator.percentiles", type);
        }
        breakdowns.forEach((type, dimensions) -> check(violations, type, dimensions));
        violations.require(
                maxValues >= 1 && maxValues <= 10_000,
                "aggregator.max-values",
                maxValues,
                "must be from 1 to 10000");
        violations.throwIfAny();
    }

    /** The dimensions of a type; none if it is not broken down. */
    public List<String> dimensions(String type) {
        return breakdowns.getOrDefault(type, List.of());
    }

    /** Names of all fields of the metadata that are read. */
    public Set<String> metadata() {
        return breakdowns.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads {@code percentiles} (types), {@code unique-users} (true or false), {@code breakdowns}
     * ({@code type:dimension}, ...) and {@code max-values} of the node {@code aggregator}; lists
     * have commas between.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException listing every violation
     */
    static DetailSettings from(Config config) {
        Violations violations = new Violations();
        Map<String, List<String>> breakdowns =
                config.get("breakdowns")
                        .asString()
                        .map(written -> breakdowns(violations, written))
                        .orElse(DEFAULT.breakdowns());
        violations.throwIfAny();
        return new DetailSettings(
                config.get("percentiles")
                        .asString()
                        .map(written -> Set.copyOf(list(written)))
                        .orElse(DEFAULT.percentiles()),
                config.get("unique-users").asBoolean().orElse(DEFAULT.users()),
                breakdowns,
                config.get("max-values").asInt().orElse(DEFAULT.maxValues()));
    }

    private static Map<String, List<String>> breakdowns(Violations violations, String written) {
        Map<String, Set<String>> byType = new HashMap<>();
        for (String pair : list(written)) {
            int colon = pair.indexOf(':');
            violations.require(colon > 0, "aggregator.breakdowns", pair, "must be type:dimension");
            if (colon > 0) {
                byType.computeIfAbsent(pair.substring(0, colon), type -> new LinkedHashSet<>())
                        .add(pair.substring(colon + 1));
            }
        }
        return byType.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, type -> List.copyOf(type.getValue())));
    }

    private static List<String> list(String written) {
        return Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
    }

    private static void check(Violations violations, String type, List<String> dimensions) {
        requireType(violations, "aggregator.breakdowns", type);
        violations.require(
                dimensions.size() <= MAX_DIMENSIONS,
                "aggregator.breakdowns",
                type,
                "must have at most %d dimensions".formatted(MAX_DIMENSIONS));
        for (String dimension : dimensions) {
            violations.require(
                    !dimension.isEmpty()
                            && dimension.length() <= MAX_NAME
                            && dimension.chars().noneMatch(Character::isISOControl),
                    "aggregator.breakdowns",
                    type + ":" + dimension,
                    "must name a field of the metadata");
        }
    }

    private static void requireType(Violations violations, String key, String type) {
        violations.require(
                dev.tidemark.contract.Names.isType(type),
                key,
                type,
                dev.tidemark.contract.Names.TYPE_RULE);
    }
}
