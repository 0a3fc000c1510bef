package dev.tidemark.ingest.otlp;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.otlp.OtlpMetric.Kind;
import java.io.IOException;

/**
 * Reads an {@code ExportMetricsServiceRequest} in protobuf. The field numbers are those of OTLP's
 * {@code metrics_service.proto}, {@code metrics.proto} and {@code resource.proto}.
 *
 * <p>Field by field and not into generated classes, which would make objects of all of it before
 * the first could be refused, also of points that have two bytes. Single use, not thread-safe.
 */
final class ProtobufRequest {

    private static final int RESOURCE_METRICS = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);

    /** The resource of ResourceMetrics, and the scope of ScopeMetrics. */
    private static final int ORIGIN = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);

    /** The scopes of ResourceMetrics, and the metrics of ScopeMetrics. */
    private static final int PARTS = Message.tag(2, WIRETYPE_LENGTH_DELIMITED);

    private static final int RESOURCE_ATTRIBUTES = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);
    private static final int SCOPE_NAME = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);
    private static final int SCOPE_VERSION = Message.tag(2, WIRETYPE_LENGTH_DELIMITED);
    private static final int SCOPE_ATTRIBUTES = Message.tag(3, WIRETYPE_LENGTH_DELIMITED);

    private static final int METRIC_NAME = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);
    private static final int METRIC_UNIT = Message.tag(3, WIRETYPE_LENGTH_DELIMITED);
    private static final int GAUGE = Message.tag(5, WIRETYPE_LENGTH_DELIMITED);
    private static final int SUM = Message.tag(7, WIRETYPE_LENGTH_DELIMITED);
    private static final int HISTOGRAM = Message.tag(9, WIRETYPE_LENGTH_DELIMITED);
    private static final int EXPONENTIAL_HISTOGRAM = Message.tag(10, WIRETYPE_LENGTH_DELIMITED);
    private static final int SUMMARY = Message.tag(11, WIRETYPE_LENGTH_DELIMITED);

    /** Of all kinds of metrics. */
    private static final int POINTS = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);

    private static final int TEMPORALITY = Message.tag(2, WIRETYPE_VARINT);
    private static final int MONOTONIC = Message.tag(3, WIRETYPE_VARINT);

    /** Of all kinds of points. */
    private static final int START_TIME = Message.tag(2, WIRETYPE_FIXED64);

    /** Of all kinds of points. */
    private static final int TIME = Message.tag(3, WIRETYPE_FIXED64);

    private final OtlpSettings settings;
    private final PointMapper points;

    /** Hands its points over to the mapper. */
    ProtobufRequest(OtlpSettings settings, PointMapper points) {
        this.settings = settings;
        this.points = points;
    }

    /**
     * Reads the request that is at the beginning of this body.
     *
     * @throws EventReader.StoppedException if it is no such request
     */
    void read(byte[] body, int length) throws IOException {
        try {
            Message request = new Message(body, length);
            while (points.isOpen() && request.next()) {
                if (request.tag() == RESOURCE_METRICS) {
                    readResourceMetrics(request.message());
                } else {
                    request.skip();
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new EventReader.StoppedException(
                    "invalid_protobuf",
                    "the body must be an ExportMetricsServiceRequest in protobuf: "
                            + e.getMessage());
        }
    }

    private void readResourceMetrics(Message part) throws IOException {
        Attributes attributes = Origin.attributes();
        for (Message m = part.again(); m.next(); ) {
            if (m.tag() == ORIGIN) {
                readResource(m.message(), attributes);
            } else {
                m.skip();
            }
        }
        Origin resource =
                Origin.ofResource(attributes, settings.resourceAttributes(), points.fingerprint());
        while (points.isOpen() && part.next()) {
            if (part.tag() == PARTS) {
                readScopeMetrics(part.message(), resource);
            } else {
                part.skip();
            }
        }
    }

    private static void readResource(Message resource, Attributes into) throws IOException {
        while (resource.next()) {
            if (resource.tag() == RESOURCE_ATTRIBUTES) {
                ProtobufAttributes.readInto(into, resource);
            } else {
                resource.skip();
            }
        }
    }

    private void readScopeMetrics(Message part, Origin resource) throws IOException {
        Origin scope = readScope(part.again(), resource);
        while (points.isOpen() && part.next()) {
            if (part.tag() == PARTS) {
                readMetric(part.message(), scope);
            } else {
                part.skip();
            }
        }
    }

    private Origin readScope(Message part, Origin resource) throws IOException {
        Attributes attributes = Origin.attributes();
        String name = "";
        String version = "";
        while (part.next()) {
            if (part.tag() != ORIGIN) {
                part.skip();
                continue;
            }
            for (Message m = part.message(); m.next(); ) {
                if (m.tag() == SCOPE_NAME) {
                    name = text(m);
                } else if (m.tag() == SCOPE_VERSION) {
                    version = text(m);
                } else if (m.tag() == SCOPE_ATTRIBUTES) {
                    ProtobufAttributes.readInto(attributes, m);
                } else {
                    m.skip();
                }
            }
        }
        return resource.scope(name, version, attributes, points.fingerprint());
    }

    private void readMetric(Message part, Origin scope) throws IOException {
        String name = "";
        String unit = "";
        Kind kind = Kind.NONE;
        Message data = Message.empty();
        while (part.next()) {
            Kind found = kindOf(part.tag());
            if (found != Kind.NONE) {
                kind = found;
                data = part.message();
            } else if (part.tag() == METRIC_NAME) {
                name = text(part);
            } else if (part.tag() == METRIC_UNIT) {
                unit = text(part);
            } else {
                part.skip();
            }
        }
        readData(data, scope, name, unit, kind);
    }

    private void readData(Message data, Origin scope, String name, String unit, Kind kind)
            throws IOException {
        int temporality = 0;
        boolean monotonic = false;
        for (Message m = data.again(); m.next(); ) {
            if (m.tag() == TEMPORALITY) {
                temporality = (int) m.varint();
            } else if (m.tag() == MONOTONIC) {
                monotonic = m.varint() != 0;
            } else {
                m.skip();
            }
        }
        OtlpMetric metric =
                new OtlpMetric(
                        scope, name, unit, kind, temporality, monotonic, points.fingerprint());
        while (points.isOpen() && data.next()) {
            if (data.tag() == POINTS && points.begin(metric)) {
                readPoint(data.message(), metric);
            } else {
                data.skip();
            }
        }
    }

    private static Kind kindOf(int tag) {
        // No switch: the tags are made of field numbers, as the specification has them.
        if (tag == GAUGE) {
            return Kind.GAUGE;
        }
        if (tag == SUM) {
            return Kind.SUM;
        }
        if (tag == HISTOGRAM) {
            return Kind.HISTOGRAM;
        }
        if (tag == EXPONENTIAL_HISTOGRAM) {
            return Kind.EXPONENTIAL_HISTOGRAM;
        }
        return tag == SUMMARY ? Kind.SUMMARY : Kind.NONE;
    }

    private void readPoint(Message part, OtlpMetric metric) {
        if (part.length() > OtlpParser.MAX_POINT_BYTES) {
            points.refuse(metric, Parsed.TOO_LARGE, OtlpParser.POINT_RULE);
            return;
        }
        try {
            points.take(metric, readFields(part, metric));
        } catch (IOException e) {
            points.refuse(
                    metric,
                    Parsed.INVALID_EVENT,
                    "a data point must be protobuf: " + e.getMessage());
        }
    }

    private static DataPoint readFields(Message part, OtlpMetric metric) throws IOException {
        DataPoint point = new DataPoint(metric.origin());
        PointFields fields = PointFields.of(metric.kind());
        while (part.next()) {
            int tag = part.tag();
            if (tag == START_TIME) {
                point.startNanos = part.fixed();
            } else if (tag == TIME) {
                point.timeNanos = part.fixed();
            } else if (tag == fields.attributes()) {
                ProtobufAttributes.readInto(point.attributes, part);
            } else if (tag == fields.flags()) {
                point.flags = part.varint();
            } else if (metric.isHistogram()) {
                fields.readHistogram(part, point);
            } else {
                fields.readNumber(part, point);
            }
        }
        return point;
    }

    /** A name that is not UTF-8 is none. */
    private static String text(Message message) throws IOException {
        String text = message.text();
        return text == null ? "" : text;
    }
}
