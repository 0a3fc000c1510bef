package dev.tidemark.contract;

import dev.tidemark.contract.config.Durations;
import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The window sizes that an installation keeps, finest first.
 *
 * <p>Every service reads the same setting: the aggregator to keep them, the ingest gateway to know
 * how old an event may be, the dashboard gateway to know what may be asked for.
 *
 * @param specs at least one, each size once, in ascending order of size
 */
public record Windows(List<WindowSpec> specs) {

    /** 1m for 24 hours, 5m for 7 days, 1h for 90 days. */
    public static final Windows DEFAULT =
            new Windows(
                    List.of(
                            new WindowSpec(WindowSize.ONE_MINUTE, Duration.ofHours(24)),
                            new WindowSpec(WindowSize.FIVE_MINUTES, Duration.ofDays(7)),
                            new WindowSpec(WindowSize.ONE_HOUR, Duration.ofDays(90))));

    /**
     * Sorts and checks the sizes.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if there is none, or one twice
     */
    public Windows {
        specs = specs.stream().sorted(Comparator.comparingLong(s -> s.size().lengthMs())).toList();
        Violations violations = new Violations();
        violations.require(!specs.isEmpty(), "windows", "[]", "must name at least one size");
        Set<WindowSize> seen = new HashSet<>();
        for (WindowSpec spec : specs) {
            violations.require(
                    seen.add(spec.size()), "windows", spec.size(), "must name each size once");
        }
        violations.throwIfAny();
    }

    /** The windows of a list of nodes with {@code size} and {@code retention}, else the default. */
    public static Windows from(Config config) {
        if (!config.exists()) {
            return DEFAULT;
        }
        Violations violations = new Violations();
        List<WindowSpec> specs =
                config.asNodeList().orElse(List.of()).stream()
                        .flatMap(
                                node ->
                                        violations
                                                .attempt(
                                                        node.key().toString(), () -> specFrom(node))
                                                .stream())
                        .toList();
        violations.throwIfAny();
        return new Windows(specs);
    }

    private static WindowSpec specFrom(Config node) {
        return new WindowSpec(
                WindowSize.parse(node.get("size").asString().get()),
                Durations.parse(node.get("retention").asString().get()));
    }

    /** The window of this size, if it is kept. */
    public Optional<WindowSpec> find(WindowSize size) {
        return specs.stream().filter(spec -> spec.size().equals(size)).findFirst();
    }

    /** The finest window: its retention bounds how old an event may be. */
    public WindowSpec finest() {
        return specs.getFirst();
    }
}
