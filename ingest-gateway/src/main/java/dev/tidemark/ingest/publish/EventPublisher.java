package dev.tidemark.ingest.publish;

import dev.tidemark.contract.MetricEvent;

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
}
