package dev.tidemark.ingest.publish;

import java.time.Duration;

/** Writes many events at once where the aggregators read them. Implementations are thread-safe. */
public interface BatchPublisher {

    /** Begins with no events. */
    EventBatch begin();

    /** How long a batch that has events now would wait before the first of them is handed over. */
    Duration backlog();
}
