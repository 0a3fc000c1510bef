package dev.tidemark.ingest.publish;

/** Writes many events at once where the aggregators read them. Implementations are thread-safe. */
@FunctionalInterface
public interface BatchPublisher {

    /** Begins with no events. */
    EventBatch begin();
}
