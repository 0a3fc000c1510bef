package dev.tidemark.ingest.otlp;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.ingest.format.Fingerprint;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.format.Unicode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What holds for all data points of one metric. Immutable. */
final class OtlpMetric {

    /** How a metric's data points are made; decides what events they become. */
    enum Kind {
        /** None that is known here; it has no points. */
        NONE,
        /** Readings. */
        GAUGE,
        /** Increments, or running totals. */
        SUM,
        /** Values in buckets. */
        HISTOGRAM,
        /** Values in buckets whose bounds grow by a factor. */
        EXPONENTIAL_HISTOGRAM,
        /** Quantiles. */
        SUMMARY
    }

    /** How values relate to those before, as OTLP numbers it. */
    static final int DELTA = 1;

    /** Since a fixed start. */
    static final int CUMULATIVE = 2;

    private static final int MAX_QUOTED = 100;

    /** What is behind the name in the longest type that is made of a histogram. */
    private static final String LONGEST_SUFFIX = ".count";

    private static final String DELTA_WANTED =
            "is cumulative, and this gateway keeps no totals to take the difference from: export"
                    + " deltas (OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta, or the"
                    + " Collector's cumulativetodelta processor)";

    private final Origin origin;
    private final String name;
    private final Kind kind;
    private final byte[] identity;
    private final Parsed.@Nullable Invalid refusal;

    /**
     * A metric.
     *
     * @param temporality as OTLP numbers it; of no account for gauges
     * @param monotonic whether a sum never falls
     */
    OtlpMetric(
            Origin origin,
            String name,
            String unit,
            Kind kind,
            int temporality,
            boolean monotonic,
            Fingerprint fingerprint) {
        this.origin = origin;
        this.name = fitted(name);
        this.kind = kind;
        this.identity =
                fingerprint
                        .add(origin.identity())
                        .add(name)
                        .add(unit)
                        .add(kind.name())
                        .add(temporality)
                        .addValue(monotonic)
                        .toHash();
        String rule = brokenRule(temporality, monotonic);
        this.refusal = rule == null ? null : invalid(Parsed.INVALID_EVENT, name, rule);
    }

    /** Where it comes from. */
    Origin origin() {
        return origin;
    }

    /** How its points are made. */
    Kind kind() {
        return kind;
    }

    /** Whether its points have a count and a sum, and no one number. */
    boolean isHistogram() {
        return kind == Kind.HISTOGRAM || kind == Kind.EXPONENTIAL_HISTOGRAM;
    }

    /** The type of the events of its points. */
    String type() {
        return name;
    }

    /** Hash of all that tells it from other metrics. */
    byte[] identity() {
        return identity;
    }

    /** Why none of its points can be taken; null if they can. */
    Parsed.@Nullable Invalid refusal() {
        return refusal;
    }

    /** What is wrong with one of its points. */
    Parsed.Invalid refused(String code, String rule) {
        return invalid(code, name, rule);
    }

    /**
     * The name as a type: OpenTelemetry's names are equal whatever their case, and have two
     * characters more.
     */
    private static String fitted(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_').replace('/', '_');
    }

    private @Nullable String brokenRule(int temporality, boolean monotonic) {
        if (origin.brokenRule() != null) {
            return origin.brokenRule();
        }
        if (!Names.isType(isHistogram() ? name + LONGEST_SUFFIX : name)) {
            return "its name%s, in lower case and with _ for - and /, %s"
                    .formatted(isHistogram() ? " and " + LONGEST_SUFFIX : "", Names.TYPE_RULE);
        }
        return switch (kind) {
            case NONE, GAUGE -> null;
            case SUM -> monotonic || temporality != CUMULATIVE ? notDelta(temporality) : null;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> notDelta(temporality);
            case SUMMARY -> "is a summary, whose quantiles cannot be merged: export a histogram";
        };
    }

    private static @Nullable String notDelta(int temporality) {
        return switch (temporality) {
            case DELTA -> null;
            case CUMULATIVE -> DELTA_WANTED;
            default -> "must have an aggregation temporality";
        };
    }

    private static Parsed.Invalid invalid(String code, String name, String rule) {
        return new Parsed.Invalid(code, List.of(new FieldError(quotable(name), rule)));
    }

    private static String quotable(String name) {
        if (name.isEmpty() || !Unicode.isWellFormed(name)) {
            return "metric";
        }
        int end = Math.min(name.length(), MAX_QUOTED);
        return end < name.length() && Character.isHighSurrogate(name.charAt(end - 1))
                ? name.substring(0, end - 1)
                : name.substring(0, end);
    }
}
