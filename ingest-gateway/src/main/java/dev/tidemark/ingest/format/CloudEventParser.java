package dev.tidemark.ingest.format;

import java.time.Duration;

/**
 * Reads a CloudEvent 1.0 in JSON, whose {@code data} has value, userId and metadata. One pass over
 * the bytes, without a tree, under the limits of {@link TrackParser}. Thread-safe.
 */
public final class CloudEventParser implements EventParser {

    private final Duration maxAge;

    /** Accepts events as old as {@code maxAge}. */
    public CloudEventParser(Duration maxAge) {
        this.maxAge = maxAge;
    }

    @Override
    public Parsed parse(byte[] bytes, int start, int length, long nowMs) {
        return TrackParser.parse(bytes, start, length, new CloudEventFields(nowMs, maxAge));
    }
}
