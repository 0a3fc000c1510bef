package dev.tidemark.ingest.otlp;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import java.io.IOException;

/**
 * Where the fields are that each kind of data point has elsewhere, by OTLP's {@code metrics.proto}.
 *
 * @param attributes tag of an attribute
 * @param flags tag of the flags
 * @param min tag of a histogram's least value
 * @param max tag of a histogram's greatest value
 */
record PointFields(int attributes, int flags, int min, int max) {

    private static final int AS_DOUBLE = Message.tag(4, WIRETYPE_FIXED64);
    private static final int AS_INT = Message.tag(6, WIRETYPE_FIXED64);
    private static final int COUNT = Message.tag(4, WIRETYPE_FIXED64);
    private static final int SUM = Message.tag(5, WIRETYPE_FIXED64);
    private static final int NOWHERE = 0;

    private static final PointFields NUMBER =
            new PointFields(
                    Message.tag(7, WIRETYPE_LENGTH_DELIMITED),
                    Message.tag(8, WIRETYPE_VARINT),
                    NOWHERE,
                    NOWHERE);

    private static final PointFields HISTOGRAM =
            new PointFields(
                    Message.tag(9, WIRETYPE_LENGTH_DELIMITED),
                    Message.tag(10, WIRETYPE_VARINT),
                    Message.tag(11, WIRETYPE_FIXED64),
                    Message.tag(12, WIRETYPE_FIXED64));

    private static final PointFields EXPONENTIAL_HISTOGRAM =
            new PointFields(
                    Message.tag(1, WIRETYPE_LENGTH_DELIMITED),
                    Message.tag(10, WIRETYPE_VARINT),
                    Message.tag(12, WIRETYPE_FIXED64),
                    Message.tag(13, WIRETYPE_FIXED64));

    /** The fields of the points of this kind of metric, which has points that are taken. */
    static PointFields of(OtlpMetric.Kind kind) {
        return switch (kind) {
            case NONE, GAUGE, SUM, SUMMARY -> NUMBER;
            case HISTOGRAM -> HISTOGRAM;
            case EXPONENTIAL_HISTOGRAM -> EXPONENTIAL_HISTOGRAM;
        };
    }

    /** Takes the field if it is a number's value, else goes behind it. */
    void readNumber(Message part, DataPoint point) throws IOException {
        if (part.tag() == AS_DOUBLE) {
            point.number = part.number();
        } else if (part.tag() == AS_INT) {
            point.number = (double) part.fixed();
        } else {
            part.skip();
        }
    }

    /** Takes the field if it is one of a histogram's values, else goes behind it. */
    void readHistogram(Message part, DataPoint point) throws IOException {
        int tag = part.tag();
        if (tag == COUNT) {
            point.count = part.fixed();
        } else if (tag == SUM) {
            point.sum = part.number();
        } else if (tag == min) {
            point.min = part.number();
        } else if (tag == max) {
            point.max = part.number();
        } else {
            part.skip();
        }
    }
}
