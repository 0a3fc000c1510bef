package dev.tidemark.ingest.publish;

import java.time.Duration;

/** What came of publishing one event. Immutable. */
public sealed interface Publication {

    /** Kafka has acknowledged it on every in-sync replica: it will be counted. */
    record Accepted() implements Publication {

        static final Accepted INSTANCE = new Accepted();
    }

    /**
     * The gateway's buffer stayed full: Kafka takes less than is sent. The event was not sent.
     *
     * @param retryAfter when there may be room again
     */
    record Overloaded(Duration retryAfter) implements Publication {}

    /**
     * Kafka did not acknowledge in time, or refused. Whether the event was written may be unknown.
     *
     * @param reason what the Kafka client reported, for the log
     * @param retryAfter when Kafka may be back
     */
    record Unavailable(String reason, Duration retryAfter) implements Publication {}

    /** The event is larger than a record may be in Kafka. It was not written, and never will be. */
    record TooLarge() implements Publication {}
}
