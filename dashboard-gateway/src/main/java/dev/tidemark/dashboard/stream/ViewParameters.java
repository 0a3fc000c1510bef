package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.config.Durations;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.contract.http.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a view of the parameters {@code tenant}, {@code window}, {@code range}, {@code types},
 * {@code interval} and those of {@link ExtrasParameters}; others are ignored. Not thread-safe; made
 * for one request.
 */
public final class ViewParameters {

    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(10);
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(60);

    /** A week of 5m windows fits; more are more than a chart has pixels. */
    private static final long MAX_BUCKETS = 2_500;

    private static final int MAX_TYPES = 100;

    private final Function<String, Optional<String>> parameters;
    private final Windows windows;
    private final List<FieldError> errors = new ArrayList<>();

    private ViewParameters(Function<String, Optional<String>> parameters, Windows windows) {
        this.parameters = parameters;
        this.windows = windows;
    }

    /**
     * Reads and checks all parameters.
     *
     * @param parameters value of a query parameter, if it is there
     * @param tenantOtherwise the tenant where no parameter names one
     * @throws ProblemException 400 {@code invalid_parameter} with every rule that was broken
     */
    public static View parse(
            Function<String, Optional<String>> parameters,
            Optional<String> tenantOtherwise,
            Windows windows) {
        return new ViewParameters(parameters, windows).view(tenantOtherwise);
    }

    private View view(Optional<String> tenantOtherwise) {
        String tenant = tenant(tenantOtherwise);
        WindowSpec window = window();
        Duration range = range(window);
        Set<String> types = types();
        Duration interval = interval();
        ExtrasParameters extras = ExtrasParameters.parse(parameters, errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid("invalid_parameter", errors));
        }
        return new View(
                tenant, window.size(), range, types, interval, extras.extras(), extras.rates());
    }

    private String tenant(Optional<String> otherwise) {
        String tenant = parameters.apply("tenant").or(() -> otherwise).orElse(Names.DEFAULT_TENANT);
        require(Names.isTenant(tenant), "tenant", Names.TENANT_RULE);
        return tenant;
    }

    private WindowSpec window() {
        String written = parameters.apply("window").orElse("");
        Optional<WindowSpec> kept = written.isEmpty() ? defaultWindow() : find(written);
        require(kept.isPresent(), "window", "must be one of those kept: " + keptSizes());
        return kept.orElseGet(windows::finest);
    }

    private Optional<WindowSpec> defaultWindow() {
        return windows.find(WindowSize.ONE_MINUTE).or(() -> Optional.of(windows.finest()));
    }

    private Optional<WindowSpec> find(String written) {
        try {
            return windows.find(WindowSize.parse(written));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String keptSizes() {
        return windows.specs().stream()
                .map(spec -> spec.size().toString())
                .collect(Collectors.joining(", "));
    }

    private Duration range(WindowSpec window) {
        Duration range = duration("range", defaultRange(window));
        Duration size = window.size().duration();
        require(
                range.compareTo(size) >= 0 && range.compareTo(window.retention()) <= 0,
                "range",
                "must be from %s to %s for window %s"
                        .formatted(window.size(), written(window.retention()), window.size()));
        require(
                range.dividedBy(size) <= MAX_BUCKETS,
                "range",
                "must hold at most %d windows of %s".formatted(MAX_BUCKETS, window.size()));
        return range;
    }

    /** Ten minutes, or ten windows where that is longer, within what is kept. */
    private static Duration defaultRange(WindowSpec window) {
        Duration tenWindows = window.size().duration().multipliedBy(10);
        Duration range = tenWindows.compareTo(DEFAULT_RANGE) > 0 ? tenWindows : DEFAULT_RANGE;
        return range.compareTo(window.retention()) > 0 ? window.retention() : range;
    }

    private static String written(Duration duration) {
        return duration.toSeconds() % 3600 == 0
                ? duration.toHours() + "h"
                : duration.toSeconds() + "s";
    }

    private Set<String> types() {
        Set<String> types =
                Arrays.stream(parameters.apply("types").orElse("").split(",", -1))
                        .map(String::strip)
                        .filter(type -> !type.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        require(types.size() <= MAX_TYPES, "types", "must name at most " + MAX_TYPES);
        require(types.stream().allMatch(Names::isType), "types", "each " + Names.TYPE_RULE);
        return types;
    }

    private Duration interval() {
        Duration interval = duration("interval", DEFAULT_INTERVAL);
        require(
                interval.compareTo(MIN_INTERVAL) >= 0 && interval.compareTo(MAX_INTERVAL) <= 0,
                "interval",
                "must be from 100ms to 60s");
        return interval;
    }

    private Duration duration(String name, Duration otherwise) {
        String written = parameters.apply(name).orElse("");
        if (written.isEmpty()) {
            return otherwise;
        }
        try {
            return Durations.parse(written);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(name, "must be a number and a unit, as in 10m"));
            return otherwise;
        }
    }

    private void require(boolean holds, String parameter, String rule) {
        if (!holds) {
            errors.add(new FieldError(parameter, rule));
        }
    }
}
