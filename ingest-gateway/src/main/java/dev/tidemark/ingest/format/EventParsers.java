package dev.tidemark.ingest.format;

import java.time.Duration;

/**
 * The parsers of events in JSON.
 *
 * @param own reads events as this service defines them
 * @param cloudEvents reads CloudEvents
 */
public record EventParsers(EventParser own, EventParser cloudEvents) {

    /** Parsers that accept events as old as {@code maxAge}. */
    public static EventParsers of(Duration maxAge) {
        return new EventParsers(new TrackParser(maxAge), new CloudEventParser(maxAge));
    }
}
