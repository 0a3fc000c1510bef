package dev.tidemark.ingest.otlp;

import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.EventSink;
import dev.tidemark.ingest.format.TimeBounds;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads the body of an OTLP export request for metrics. Thread-safe.
 *
 * <p>A data point that is wrong costs no other. What holds for many points may stand behind them
 * (the temporality of a sum does), so a body is read where it is held, and twice where it must be.
 */
public final class OtlpParser {

    /** As long as any other event may be. */
    static final int MAX_POINT_BYTES = 1 << 20;

    /** What a longer one is told. */
    static final String POINT_RULE =
            "a data point must have at most %d bytes".formatted(MAX_POINT_BYTES);

    private final OtlpSettings settings;
    private final Duration maxAge;
    private final int maxPoints;

    /**
     * A parser of requests.
     *
     * @param maxAge how old a data point may be
     * @param maxPoints how many data points of a request are taken; the others are refused
     */
    public OtlpParser(OtlpSettings settings, Duration maxAge, int maxPoints) {
        this.settings = settings;
        this.maxAge = maxAge;
        this.maxPoints = maxPoints;
    }

    /**
     * Hands the events over that the data points are made into, and what is wrong with the others,
     * by the index of the point; ends early if the sink does not want more.
     *
     * @param body begins with the request
     * @param length of the request
     * @param nowMs the gateway's time, in milliseconds since the epoch
     * @throws EventReader.StoppedException if the body cannot be decoded; what was handed over
     *     before stands
     */
    public void read(byte[] body, int length, OtlpFormat format, long nowMs, EventSink sink)
            throws IOException {
        PointMapper points = new PointMapper(TimeBounds.at(nowMs, maxAge), maxPoints, sink);
        switch (format) {
            case PROTOBUF -> new ProtobufRequest(settings, points).read(body, length);
            case JSON -> new JsonRequest(settings, points).read(body, length);
        }
    }
}
