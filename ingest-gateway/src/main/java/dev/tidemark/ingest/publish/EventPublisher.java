package dev.tidemark.ingest.publish;

import dev.tidemark.contract.MetricEvent;
import java.util.concurrent.CompletableFuture;

/** Writes events where the aggregators read them. Implementations are thread-safe. */
@FunctionalInterface
public interface EventPublisher {

    /**
     * Publishes one event; blocks until its fate is known or a deadline has passed.
     *
     * <p>If the waiting thread is interrupted it keeps its interrupt flag and gets {@link
     * Publication.Unavailable}.
     */
    Publication publish(MetricEvent event, IdOrigin origin);

    /**
     * Hands one event over. One that can do so does not wait for its fate: it blocks only for room,
     * and no longer than one event may.
     *
     * @return its fate, once it is known; never completed exceptionally, and at the latest when an
     *     event's time is over
     */
    default CompletableFuture<Publication> publishLater(MetricEvent event, IdOrigin origin) {
        return CompletableFuture.completedFuture(publish(event, origin));
    }
}
