package dev.tidemark.ingest.otlp;

import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.ingest.format.EventSink;
import dev.tidemark.ingest.format.Fingerprint;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.format.TimeBounds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the data points of one request.
 *
 * <p>A point of a gauge or sum is one event. One of a histogram is up to four, each of a type of
 * its own, as an event has one value: count, sum, min and max.
 *
 * <p>An event's id is made of all that tells its point from others: resource, scope, metric,
 * attributes, both times and the values. So an exporter that sends a request again counts once. Not
 * thread-safe.
 */
final class PointMapper {

    private static final long NANOS_PER_MS = 1_000_000;

    private final TimeBounds times;
    private final int maxPoints;
    private final EventSink sink;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Parsed.Invalid tooMany;
    private int index = -1;

    /** Hands over to this sink. */
    PointMapper(TimeBounds times, int maxPoints, EventSink sink) {
        this.times = times;
        this.maxPoints = maxPoints;
        this.sink = sink;
        this.tooMany =
                new Parsed.Invalid(
                        Parsed.TOO_LARGE,
                        List.of(
                                new FieldError(
                                        "request",
                                        "must have at most %d data points: the rest was refused"
                                                .formatted(maxPoints))));
    }

    /** Whether it is of any use to read on. */
    boolean isOpen() {
        return sink.isOpen();
    }

    /** The one that hashes whatever belongs to this request. */
    Fingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * Goes to the next point, which is of this metric; false if it was refused without being read.
     */
    boolean begin(OtlpMetric metric) {
        index++;
        if (index >= maxPoints) {
            sink.take(index, tooMany);
            return false;
        }
        Parsed.Invalid refusal = metric.refusal();
        if (refusal != null) {
            sink.take(index, refusal);
            return false;
        }
        return true;
    }

    /** Refuses the point that was begun. */
    void refuse(OtlpMetric metric, String code, String rule) {
        sink.take(index, metric.refused(code, rule));
    }

    /** Takes the point that was begun, and was read. */
    void take(OtlpMetric metric, DataPoint point) {
        String rule = brokenRule(metric, point);
        if (rule != null) {
            refuse(metric, Parsed.INVALID_EVENT, rule);
        } else if (!point.hasNoValue()) {
            publish(metric, point);
        }
    }

    private @Nullable String brokenRule(OtlpMetric metric, DataPoint point) {
        String attributes = point.attributes.brokenRule();
        if (attributes != null) {
            return attributes;
        }
        if (point.timeNanos == 0) {
            return "time_unix_nano must be given";
        }
        if (!times.include(msOf(point))) {
            return "time_unix_nano must be, in milliseconds, " + times;
        }
        if (point.hasNoValue()) {
            return null;
        }
        return metric.isHistogram() ? brokenHistogram(point) : brokenNumber(point);
    }

    private static @Nullable String brokenHistogram(DataPoint point) {
        return isFinite(point.sum) && isFinite(point.min) && isFinite(point.max)
                ? null
                : "its sum, min and max must be finite";
    }

    private static @Nullable String brokenNumber(DataPoint point) {
        return point.number != null && isFinite(point.number)
                ? null
                : "its value must be a finite number";
    }

    private static boolean isFinite(@Nullable Double number) {
        return number == null || Double.isFinite(number);
    }

    private void publish(OtlpMetric metric, DataPoint point) {
        Map<String, @Nullable Object> metadata = metadataOf(metric, point);
        String id = idOf(metric, point);
        if (!metric.isHistogram()) {
            publish(id, metric.type(), point.number, metadata, msOf(point));
            return;
        }
        // Nothing was measured: a zero would be the least value that was.
        if (point.count != 0) {
            long ms = msOf(point);
            publishPart("count", id, metric, point.countAsNumber(), metadata, ms);
            publishPart("sum", id, metric, point.sum, metadata, ms);
            publishPart("min", id, metric, point.min, metadata, ms);
            publishPart("max", id, metric, point.max, metadata, ms);
        }
    }

    private void publishPart(
            String part,
            String id,
            OtlpMetric metric,
            @Nullable Double value,
            Map<String, @Nullable Object> metadata,
            long ms) {
        publish(id + '.' + part, metric.type() + '.' + part, value, metadata, ms);
    }

    private void publish(
            String id,
            String type,
            @Nullable Double value,
            Map<String, @Nullable Object> metadata,
            long ms) {
        if (value != null) {
            sink.take(index, new Parsed.Valid(id, type, value, null, metadata, ms, List.of()));
        }
    }

    private static Map<String, @Nullable Object> metadataOf(OtlpMetric metric, DataPoint point) {
        Map<String, @Nullable Object> ofOrigin = metric.origin().metadata();
        if (ofOrigin.isEmpty()) {
            return point.attributes.values();
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(ofOrigin);
        metadata.putAll(point.attributes.values());
        return metadata;
    }

    private String idOf(OtlpMetric metric, DataPoint point) {
        return "otlp-"
                + fingerprint
                        .add(metric.identity())
                        .addValue(point.attributes.values())
                        .add(point.startNanos)
                        .add(point.timeNanos)
                        .addValue(point.number)
                        .add(point.count)
                        .addValue(point.sum)
                        .addValue(point.min)
                        .addValue(point.max)
                        .toId();
    }

    private static long msOf(DataPoint point) {
        return Long.divideUnsigned(point.timeNanos, NANOS_PER_MS);
    }
}
