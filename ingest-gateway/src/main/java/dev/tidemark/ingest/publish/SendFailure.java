package dev.tidemark.ingest.publish;

import java.time.Duration;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What the Kafka client reports, in our terms. */
final class SendFailure {

    /** A full buffer drains within moments, or Kafka is away. */
    private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(1);

    /** Elections and restarts take seconds; sooner retries would only add to the load. */
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(5);

    private SendFailure() {}

    /** The fate of an event whose sending ended so. */
    static Publication of(Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException e -> new Publication.TooLarge();
            case BufferExhaustedException e -> overloaded();
            default -> unavailable(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        };
    }

    static Publication overloaded() {
        return new Publication.Overloaded(OVERLOAD_PAUSE);
    }

    static Publication interrupted() {
        return unavailable("interrupted while waiting");
    }

    static Publication unacknowledged(Duration deadline) {
        return unavailable("no acknowledgement within " + deadline);
    }

    private static Publication unavailable(String reason) {
        return new Publication.Unavailable(reason, OUTAGE_PAUSE);
    }
}
