package dev.tidemark.ingest.otlp;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.otlp.OtlpMetric.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code ExportMetricsServiceRequest} in OTLP's JSON: names in camel case, whole numbers
 * of 64 bits as text, enumerations as numbers; fields that are not known are passed over.
 *
 * <p>The fields of an object come in any order. Where points come before what holds for them, they
 * are put off, and read again behind it. Single use, not thread-safe.
 */
final class JsonRequest {

    private final OtlpSettings settings;
    private final PointMapper points;

    /** Hands its points over to the mapper. */
    JsonRequest(OtlpSettings settings, PointMapper points) {
        this.settings = settings;
        this.points = points;
    }

    /**
     * Reads the request that is at the beginning of this body.
     *
     * @throws EventReader.StoppedException if it is no such request
     */
    void read(byte[] body, int length) throws IOException {
        try (JsonPart part = new JsonPart(body, 0, length)) {
            if (part.next() != JsonToken.START_OBJECT) {
                throw new EventReader.StoppedException("the body must be a JSON object");
            }
            readRequest(part);
            if (points.isOpen() && part.next() != null) {
                throw new EventReader.StoppedException("the body must end after its JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new EventReader.StoppedException("the body must be valid JSON" + at(e));
        }
    }

    /** The parser's own message names its classes, and quotes the input. */
    private static String at(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    private void readRequest(JsonPart part) throws IOException {
        for (String field = next(part); field != null; field = next(part)) {
            if (field.equals("resourceMetrics")) {
                readEach(part, field, this::readResourceMetrics);
            } else {
                part.skip();
            }
        }
    }

    /** The next field, or null if there is none, or no more is wanted. */
    private @Nullable String next(JsonPart part) throws IOException {
        return points.isOpen() ? part.nextField() : null;
    }

    @FunctionalInterface
    private interface Reading {

        /** Reads the object that the part stands on. */
        void read(JsonPart part) throws IOException;
    }

    private void readEach(JsonPart part, String name, Reading reading) throws IOException {
        if (!part.isArray(name)) {
            return;
        }
        while (points.isOpen() && part.nextElement()) {
            if (part.isObject("each of " + name)) {
                reading.read(part);
            }
        }
    }

    private void readLater(JsonPart part, List<JsonPart.Later> later, String name, Reading reading)
            throws IOException {
        for (JsonPart.Later each : later) {
            try (JsonPart again = part.open(each)) {
                again.next();
                readEach(again, name, reading);
            }
        }
    }

    private void readResourceMetrics(JsonPart part) throws IOException {
        Origin resource = null;
        List<JsonPart.Later> later = new ArrayList<>(0);
        for (String field = next(part); field != null; field = next(part)) {
            switch (field) {
                case "resource" -> resource = readResource(part);
                case "scopeMetrics" -> {
                    Origin known = resource;
                    if (known == null) {
                        later.add(part.putOff());
                    } else {
                        readEach(part, field, each -> readScopeMetrics(each, known));
                    }
                }
                default -> part.skip();
            }
        }
        Origin known = resource == null ? resourceOf(Origin.attributes()) : resource;
        readLater(part, later, "scopeMetrics", each -> readScopeMetrics(each, known));
    }

    private Origin readResource(JsonPart part) throws IOException {
        Attributes attributes = Origin.attributes();
        if (part.isObject("resource")) {
            for (String field = part.nextField(); field != null; field = part.nextField()) {
                if (field.equals("attributes")) {
                    JsonAttributes.readInto(attributes, part);
                } else {
                    part.skip();
                }
            }
        }
        return resourceOf(attributes);
    }

    private Origin resourceOf(Attributes attributes) {
        return Origin.ofResource(attributes, settings.resourceAttributes(), points.fingerprint());
    }

    private void readScopeMetrics(JsonPart part, Origin resource) throws IOException {
        Origin scope = null;
        List<JsonPart.Later> later = new ArrayList<>(0);
        for (String field = next(part); field != null; field = next(part)) {
            switch (field) {
                case "scope" -> scope = readScope(part, resource);
                case "metrics" -> {
                    Origin known = scope;
                    if (known == null) {
                        later.add(part.putOff());
                    } else {
                        readEach(part, field, each -> readMetric(each, known));
                    }
                }
                default -> part.skip();
            }
        }
        Origin known =
                scope == null
                        ? resource.scope("", "", Origin.attributes(), points.fingerprint())
                        : scope;
        readLater(part, later, "metrics", each -> readMetric(each, known));
    }

    private Origin readScope(JsonPart part, Origin resource) throws IOException {
        Attributes attributes = Origin.attributes();
        String name = "";
        String version = "";
        if (part.isObject("scope")) {
            for (String field = part.nextField(); field != null; field = part.nextField()) {
                switch (field) {
                    case "name" -> name = text(part);
                    case "version" -> version = text(part);
                    case "attributes" -> JsonAttributes.readInto(attributes, part);
                    default -> part.skip();
                }
            }
        }
        return resource.scope(name, version, attributes, points.fingerprint());
    }

    private void readMetric(JsonPart part, Origin scope) throws IOException {
        String name = "";
        String unit = "";
        Data data = Data.NONE;
        for (String field = next(part); field != null; field = next(part)) {
            switch (field) {
                case "name" -> name = text(part);
                case "unit" -> unit = text(part);
                case "gauge" -> data = readData(part, field, Kind.GAUGE);
                case "sum" -> data = readData(part, field, Kind.SUM);
                case "histogram" -> data = readData(part, field, Kind.HISTOGRAM);
                case "exponentialHistogram" ->
                        data = readData(part, field, Kind.EXPONENTIAL_HISTOGRAM);
                case "summary" -> data = readData(part, field, Kind.SUMMARY);
                default -> part.skip();
            }
        }
        OtlpMetric metric =
                new OtlpMetric(
                        scope,
                        name,
                        unit,
                        data.kind(),
                        data.temporality(),
                        data.monotonic(),
                        points.fingerprint());
        for (JsonPart.Later each : data.points()) {
            try (JsonPart again = part.open(each)) {
                again.next();
                readPoints(again, metric);
            }
        }
    }

    /** What a metric says of its points, and where they are. */
    private record Data(
            Kind kind, int temporality, boolean monotonic, List<JsonPart.Later> points) {

        private static final Data NONE = new Data(Kind.NONE, 0, false, List.of());
    }

    private static Data readData(JsonPart part, String name, Kind kind) throws IOException {
        int temporality = 0;
        boolean monotonic = false;
        List<JsonPart.Later> points = new ArrayList<>(1);
        if (part.isObject(name)) {
            for (String field = part.nextField(); field != null; field = part.nextField()) {
                switch (field) {
                    case "aggregationTemporality" -> temporality = enumeration(part);
                    case "isMonotonic" -> monotonic = part.token() == JsonToken.VALUE_TRUE;
                    case "dataPoints" -> points.add(part.putOff());
                    default -> part.skip();
                }
            }
        }
        return new Data(kind, temporality, monotonic, points);
    }

    /** An enumeration by its number; OTLP does not allow names. */
    private static int enumeration(JsonPart part) throws IOException {
        Long number = part.token().isNumeric() ? part.whole() : null;
        part.skip();
        return number == null ? 0 : Math.clamp(number, 0, Integer.MAX_VALUE);
    }

    private void readPoints(JsonPart part, OtlpMetric metric) throws IOException {
        if (!part.isArray("dataPoints")) {
            return;
        }
        while (points.isOpen() && part.nextElement()) {
            if (!points.begin(metric)) {
                part.skip();
            } else if (part.token() != JsonToken.START_OBJECT) {
                part.skip();
                points.refuse(metric, Parsed.INVALID_EVENT, "a data point must be an object");
            } else {
                readPoint(part, metric);
            }
        }
    }

    private void readPoint(JsonPart part, OtlpMetric metric) throws IOException {
        int from = part.offset();
        DataPoint point = new DataPoint(metric.origin());
        for (String field = part.nextField(); field != null; field = part.nextField()) {
            readField(part, field, point);
        }
        if (part.offset() - from > OtlpParser.MAX_POINT_BYTES) {
            points.refuse(metric, Parsed.TOO_LARGE, OtlpParser.POINT_RULE);
        } else {
            points.take(metric, point);
        }
    }

    private static void readField(JsonPart part, String field, DataPoint point) throws IOException {
        if (part.token() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (field) {
            case "attributes" -> JsonAttributes.readInto(point.attributes, part);
            case "startTimeUnixNano" -> point.startNanos = whole(part.unsigned(), field, point);
            case "timeUnixNano" -> point.timeNanos = whole(part.unsigned(), field, point);
            case "flags" -> point.flags = whole(part.unsigned(), field, point);
            case "count" -> point.count = whole(part.unsigned(), field, point);
            case "asInt" -> point.number = (double) whole(part.whole(), field, point);
            case "asDouble" -> point.number = number(part.number(), field, point);
            case "sum" -> point.sum = number(part.number(), field, point);
            case "min" -> point.min = number(part.number(), field, point);
            case "max" -> point.max = number(part.number(), field, point);
            default -> part.skip();
        }
    }

    private static long whole(@Nullable Long number, String field, DataPoint point) {
        if (number == null) {
            point.attributes.broken(field + " must be a whole number of 64 bits");
            return 0;
        }
        return number;
    }

    private static double number(@Nullable Double number, String field, DataPoint point) {
        if (number == null) {
            point.attributes.broken(field + " must be a number");
            return 0;
        }
        return number;
    }

    /** What is no text counts as absent. */
    private static String text(JsonPart part) throws IOException {
        String text = part.text();
        return text == null ? "" : text;
    }
}
