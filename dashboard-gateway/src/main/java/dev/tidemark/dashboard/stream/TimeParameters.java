package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.config.Durations;
import dev.tidemark.contract.http.Problem.FieldError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the parameters {@code range}, {@code from} and {@code to} ask for. Of one request. */
final class TimeParameters {

    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(10);
    private static final int DEFAULT_BUCKETS = 10;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final String TIME_RULE =
            "must be milliseconds since the epoch or a time as in 2026-11-24T12:00:00Z";

    private final Parameters parameters;
    private final WindowSpec window;
    private final List<FieldError> errors;

    /**
     * @param window that the times are cut to
     * @param errors takes every rule that was broken; what is returned then means nothing
     */
    TimeParameters(Parameters parameters, WindowSpec window, List<FieldError> errors) {
        this.parameters = parameters;
        this.window = window;
        this.errors = errors;
    }

    /** Whether fixed times are asked for. */
    boolean areFixed() {
        return isThere("from") || isThere("to");
    }

    private boolean isThere(String name) {
        return !parameters.first(name).orElse("").isEmpty();
    }

    /** How far back; from one window to as long as they are kept. */
    Duration range() {
        Duration range = written("range");
        Duration size = size().duration();
        require(
                range.compareTo(size) >= 0 && range.compareTo(window.retention()) <= 0,
                "range",
                "must be from %s to %s for window %s"
                        .formatted(size(), written(window.retention()), size()));
        return range;
    }

    private Duration written(String name) {
        String written = parameters.first(name).orElse("");
        if (written.isEmpty()) {
            return defaultRange();
        }
        try {
            return Durations.parse(written);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(name, "must be a number and a unit, as in 10m"));
            return defaultRange();
        }
    }

    /** Ten minutes, or ten windows where that is longer, within what is kept. */
    private Duration defaultRange() {
        Duration tenWindows = size().duration().multipliedBy(DEFAULT_BUCKETS);
        Duration range = tenWindows.compareTo(DEFAULT_RANGE) > 0 ? tenWindows : DEFAULT_RANGE;
        return range.compareTo(window.retention()) > 0 ? window.retention() : range;
    }

    private static String written(Duration duration) {
        return duration.toSeconds() % 3600 == 0
                ? duration.toHours() + "h"
                : duration.toSeconds() + "s";
    }

    /**
     * The windows that hold a moment of the time from {@code from} up to {@code to}, of those that
     * are kept and have begun.
     *
     * @param nowMs the time, milliseconds since the epoch
     */
    Span span(long nowMs) {
        long endOfNowMs = size().startOf(nowMs) + size().lengthMs();
        long toMs = Math.min(endOf(time("to").orElse(nowMs)), endOfNowMs);
        Optional<Long> from = time("from");
        require(
                from.isEmpty() || !isThere("range"),
                "from",
                "must not stand beside a range, which counts back from to");
        long fromMs =
                from.map(size()::startOf).orElseGet(() -> toMs - wholeWindows(range()).toMillis());
        long oldestMs = endOfNowMs - wholeWindows(window.retention()).toMillis();
        require(fromMs < toMs, "from", "must be before to, and before now");
        require(
                toMs > oldestMs,
                "to",
                "must be after %s: windows of %s are kept for %s"
                        .formatted(
                                Instant.ofEpochMilli(oldestMs),
                                size(),
                                written(window.retention())));
        return new Span(Math.max(fromMs, oldestMs), toMs);
    }

    /** End of the last window that begins before this moment. */
    private long endOf(long ms) {
        return size().startOf(ms + size().lengthMs() - 1);
    }

    private Duration wholeWindows(Duration duration) {
        Duration size = size().duration();
        return size.multipliedBy(duration.dividedBy(size));
    }

    private Optional<Long> time(String name) {
        String written = parameters.first(name).orElse("");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (WHOLE_NUMBER.matcher(written).matches()) {
            return Optional.of(Long.parseLong(written));
        }
        try {
            return Optional.of(OffsetDateTime.parse(written).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            errors.add(new FieldError(name, TIME_RULE));
            return Optional.empty();
        }
    }

    private WindowSize size() {
        return window.size();
    }

    private void require(boolean holds, String parameter, String rule) {
        if (!holds) {
            errors.add(new FieldError(parameter, rule));
        }
    }
}
