package dev.tidemark.contract.config;

import io.helidon.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collects what is wrong with some settings, so that all of it is told at once.
 *
 * <p>Not thread-safe; made for one reading of one configuration.
 */
public final class Violations {

    private final List<String> found = new ArrayList<>();

    /** Notes a violation unless the rule holds. */
    public void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            found.add("%s = %s: %s".formatted(key, value, rule));
        }
    }

    /**
     * What {@code read} gives, or nothing, after noting what it threw.
     *
     * @param key named beside a problem whose message does not say where it was found
     */
    public <T> Optional<T> attempt(String key, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (InvalidConfigException e) {
            found.addAll(e.violations());
        } catch (RuntimeException e) {
            found.add(key + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    /**
     * The duration that is set in the node, else the fallback; the fallback also stands in for one
     * that is noted as wrong.
     */
    public Duration duration(Config node, Duration fallback) {
        return node.asString()
                .asOptional()
                .flatMap(text -> attempt(node.key().toString(), () -> Durations.parse(text)))
                .orElse(fallback);
    }

    /**
     * Ends the collecting.
     *
     * @throws InvalidConfigException with everything noted, if anything was
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
    }
}
