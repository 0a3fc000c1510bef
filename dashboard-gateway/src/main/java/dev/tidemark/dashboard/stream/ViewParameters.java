package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.SeriesKey;
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
import java.util.stream.Collectors;

/**
 * Makes a view of the parameters {@code tenant}, {@code window}, {@code types}, {@code filter},
 * those of {@link TimeParameters} and those of {@link ExtrasParameters}; others are ignored. Not
 * thread-safe; made for one request.
 */
public final class ViewParameters {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(60);

    /** A week of 5m windows fits; more are more than a chart has pixels. */
    public static final int MAX_BUCKETS = 2_500;

    private static final int MAX_TYPES = 100;

    /** The longest name of a dimension, a colon, and the longest value. */
    private static final int MAX_FILTER = 256 + 1 + 128;

    private final Parameters parameters;
    private final Windows windows;
    private final List<FieldError> errors = new ArrayList<>();

    private ViewParameters(Parameters parameters, Windows windows) {
        this.parameters = parameters;
        this.windows = windows;
    }

    /**
     * Reads and checks all parameters of a stream, which ends now.
     *
     * @param tenantOtherwise the tenant where no parameter names one
     * @throws ProblemException 400 {@code invalid_parameter} with every rule that was broken
     */
    public static View parse(
            Parameters parameters, Optional<String> tenantOtherwise, Windows windows) {
        return new ViewParameters(parameters, windows).stream(tenantOtherwise);
    }

    /**
     * The same of what is read once, where {@code from} and {@code to} may fix the times.
     *
     * @param nowMs the time, milliseconds since the epoch
     */
    public static View parseOnce(
            Parameters parameters, Optional<String> tenantOtherwise, Windows windows, long nowMs) {
        return new ViewParameters(parameters, windows).once(tenantOtherwise, nowMs);
    }

    /**
     * The same of what is read page by page: always of fixed times, of any number of windows, and
     * without what only a whole range has.
     *
     * @param nowMs the time, milliseconds since the epoch
     */
    public static View parseHistory(
            Parameters parameters, Optional<String> tenantOtherwise, Windows windows, long nowMs) {
        return new ViewParameters(parameters, windows).history(tenantOtherwise, nowMs);
    }

    private View stream(Optional<String> tenantOtherwise) {
        WindowSpec window = window();
        require(
                !times(window).areFixed(),
                "from, to",
                "are of snapshots, series and exports; a stream has a range and ends now");
        return view(
                tenantOtherwise, window, range(window), ExtrasParameters.parse(parameters, errors));
    }

    private View once(Optional<String> tenantOtherwise, long nowMs) {
        WindowSpec window = window();
        ExtrasParameters extras = ExtrasParameters.parse(parameters, errors);
        if (!times(window).areFixed()) {
            return view(tenantOtherwise, window, range(window), extras);
        }
        Span span = times(window).span(nowMs);
        requireFewBuckets(span.length(), "from", window);
        return view(tenantOtherwise, window, span, extras);
    }

    private View history(Optional<String> tenantOtherwise, long nowMs) {
        WindowSpec window = window();
        Span span = times(window).span(nowMs);
        return view(
                tenantOtherwise, window, span, ExtrasParameters.parseHistory(parameters, errors));
    }

    private View view(
            Optional<String> tenantOtherwise,
            WindowSpec window,
            Span span,
            ExtrasParameters extras) {
        View view = view(tenantOtherwise, window, span.length(), extras);
        return view.at(span);
    }

    private View view(
            Optional<String> tenantOtherwise,
            WindowSpec window,
            Duration range,
            ExtrasParameters extras) {
        String tenant = tenant(tenantOtherwise);
        Set<String> types = types();
        Duration interval = interval();
        Optional<SeriesKey.Part> part = part();
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid("invalid_parameter", errors));
        }
        return new View(
                tenant,
                window.size(),
                range,
                types,
                interval,
                extras.extras(),
                extras.rates(),
                part,
                Optional.empty());
    }

    private TimeParameters times(WindowSpec window) {
        return new TimeParameters(parameters, window, errors);
    }

    private Duration range(WindowSpec window) {
        Duration range = times(window).range();
        requireFewBuckets(range, "range", window);
        return range;
    }

    private void requireFewBuckets(Duration range, String parameter, WindowSpec window) {
        require(
                range.dividedBy(window.size().duration()) <= MAX_BUCKETS,
                parameter,
                "must hold at most %d windows of %s".formatted(MAX_BUCKETS, window.size()));
    }

    private String tenant(Optional<String> otherwise) {
        String tenant = parameters.first("tenant").or(() -> otherwise).orElse(Names.DEFAULT_TENANT);
        require(Names.isTenant(tenant), "tenant", Names.TENANT_RULE);
        return tenant;
    }

    private WindowSpec window() {
        String written = parameters.first("window").orElse("");
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

    private Set<String> types() {
        Set<String> types =
                Arrays.stream(parameters.first("types").orElse("").split(",", -1))
                        .map(String::strip)
                        .filter(type -> !type.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        require(types.size() <= MAX_TYPES, "types", "must name at most " + MAX_TYPES);
        require(types.stream().allMatch(Names::isType), "types", "each " + Names.TYPE_RULE);
        return types;
    }

    /** {@code dimension:value}; the value may hold colons, the dimension not. */
    private Optional<SeriesKey.Part> part() {
        String written = parameters.first("filter").orElse("");
        int colon = written.indexOf(':');
        if (written.isEmpty()) {
            return Optional.empty();
        }
        require(
                colon > 0
                        && colon < written.length() - 1
                        && written.length() <= MAX_FILTER
                        && written.chars().noneMatch(Character::isISOControl)
                        && parameters.all("filter").size() == 1,
                "filter",
                "must be one dimension:value of at most %d characters, without control characters"
                        .formatted(MAX_FILTER));
        return Optional.of(
                new SeriesKey.Part(
                        written.substring(0, Math.max(0, colon)), written.substring(colon + 1)));
    }

    private Duration interval() {
        String written = parameters.first("interval").orElse("");
        Duration interval = DEFAULT_INTERVAL;
        if (!written.isEmpty()) {
            try {
                interval = Durations.parse(written);
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("interval", "must be a number and a unit, as in 10m"));
            }
        }
        require(
                interval.compareTo(MIN_INTERVAL) >= 0 && interval.compareTo(MAX_INTERVAL) <= 0,
                "interval",
                "must be from 100ms to 60s");
        return interval;
    }

    private void require(boolean holds, String parameter, String rule) {
        if (!holds) {
            errors.add(new FieldError(parameter, rule));
        }
    }
}
