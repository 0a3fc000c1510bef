package dev.tidemark.contract;

import dev.tidemark.contract.config.Durations;
import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The window sizes that an installation keeps, finest first.
 *
 * <p>Every service reads the same setting: the aggregator to keep them, the ingest gateway to know
 * how old an event may be, the dashboard gateway to know what may be asked for.
 *
 * @param specs at least one, each size once and a multiple of the finest, in ascending order of
 *     size
 */
public record Windows(List<WindowSpec> specs) {

    private static final String KEY = "windows";

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
     * @throws dev.tidemark.contract.config.InvalidConfigException if there is none, one twice, or
     *     one that is not a multiple of the finest
     */
    public Windows {
        specs = specs.stream().sorted(Comparator.comparingLong(s -> s.size().lengthMs())).toList();
        Violations violations = new Violations();
        violations.require(!specs.isEmpty(), KEY, "[]", "must name at least one size");
        checkSizes(specs.stream().map(spec -> new Named(KEY, spec.size())).toList(), violations);
        violations.throwIfAny();
    }

    /**
     * The windows of a list of nodes with {@code size} and {@code retention}, else the default.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException listing every violation
     */
    public static Windows from(Config config) {
        if (!config.exists()) {
            return DEFAULT;
        }
        Violations violations = new Violations();
        if (config.isLeaf()) {
            violations.require(
                    false, KEY, config.asString().orElse(""), "must be a list of size, retention");
        }
        violations.throwIfAny();
        List<Named> sizes = new ArrayList<>();
        List<WindowSpec> specs = new ArrayList<>();
        for (Config node : config.asNodeList().orElse(List.of())) {
            Optional<WindowSize> size = read(node.get("size"), WindowSize::parse, violations);
            Optional<Duration> kept = read(node.get("retention"), Durations::parse, violations);
            size.ifPresent(read -> sizes.add(new Named(node.get("size").key().toString(), read)));
            if (size.isPresent() && kept.isPresent()) {
                Config retention = node.get("retention");
                boolean outlives = kept.get().compareTo(size.get().duration()) >= 0;
                violations.require(
                        outlives,
                        retention.key().toString(),
                        retention.asString().orElse(""),
                        "must be at least the size, " + size.get());
                if (outlives) {
                    specs.add(new WindowSpec(size.get(), kept.get()));
                }
            }
        }
        checkSizes(sizes, violations);
        violations.throwIfAny();
        return new Windows(specs);
    }

    private static <T> Optional<T> read(
            Config node, Function<String, T> parse, Violations violations) {
        String key = node.key().toString();
        Optional<String> text = node.asString().asOptional();
        violations.require(text.isPresent(), key, "nothing", "must be a duration, as in 5m");
        return text.flatMap(written -> violations.attempt(key, () -> parse.apply(written)));
    }

    /** What must hold between the sizes; each is named by the key that it was read from. */
    private static void checkSizes(List<Named> sizes, Violations violations) {
        Optional<WindowSize> finest =
                sizes.stream().map(Named::size).min(Comparator.comparingLong(WindowSize::lengthMs));
        if (finest.isEmpty()) {
            return;
        }
        Set<WindowSize> seen = new HashSet<>();
        for (Named named : sizes) {
            WindowSize size = named.size();
            violations.require(seen.add(size), named.key(), size, "must name each size once");
            violations.require(
                    size.lengthMs() % finest.get().lengthMs() == 0,
                    named.key(),
                    size,
                    "must be a multiple of the finest size, " + finest.get());
        }
    }

    /** A size and the key that it was read from. */
    private record Named(String key, WindowSize size) {}

    /** The window of this size, if it is kept. */
    public Optional<WindowSpec> find(WindowSize size) {
        return specs.stream().filter(spec -> spec.size().equals(size)).findFirst();
    }

    /** The finest window: its retention bounds how old an event may be. */
    public WindowSpec finest() {
        return specs.getFirst();
    }

    /** The finest slice of time: every size is a multiple of it. */
    public WindowSize cell() {
        return finest().size();
    }
}
