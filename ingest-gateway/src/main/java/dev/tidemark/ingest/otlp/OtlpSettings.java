package dev.tidemark.ingest.otlp;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What is made of OTLP metrics.
 *
 * @param resourceAttributes names of the resource attributes that events get as metadata
 */
public record OtlpSettings(Set<String> resourceAttributes) {

    /** They would leave no room for the attributes of a data point. */
    private static final int MOST_ATTRIBUTES = 16;

    private static final int MOST_CHARACTERS = 256;

    /** What tells services, their releases and places apart; each is repeated in every event. */
    public static final OtlpSettings DEFAULT =
            new OtlpSettings(
                    Set.of(
                            "service.name",
                            "service.namespace",
                            "service.version",
                            "deployment.environment.name",
                            "host.name"));

    /**
     * Checks the values, and makes the set unmodifiable.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if one breaks its rule
     */
    public OtlpSettings {
        Violations violations = new Violations();
        violations.require(
                resourceAttributes.size() <= MOST_ATTRIBUTES
                        && resourceAttributes.stream().allMatch(OtlpSettings::isName),
                "ingest.otlp.resource-attributes",
                String.join(",", resourceAttributes),
                "must be at most %d names of 1 to %d characters, with commas between"
                        .formatted(MOST_ATTRIBUTES, MOST_CHARACTERS));
        violations.throwIfAny();
        resourceAttributes = Set.copyOf(resourceAttributes);
    }

    /**
     * Reads the node {@code ingest.otlp}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if a value breaks its rule
     */
    public static OtlpSettings from(Config node) {
        return node.get("resource-attributes")
                .asString()
                .asOptional()
                .map(written -> new OtlpSettings(Set.copyOf(names(written))))
                .orElse(DEFAULT);
    }

    private static List<String> names(String written) {
        return written.isBlank()
                ? List.of()
                : Arrays.stream(written.split(",", -1)).map(String::strip).distinct().toList();
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MOST_CHARACTERS;
    }
}
