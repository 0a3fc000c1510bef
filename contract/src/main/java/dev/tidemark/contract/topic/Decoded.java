package dev.tidemark.contract.topic;

import dev.tidemark.contract.MetricEvent;
import org.jspecify.annotations.Nullable;

/** What came of reading a record of {@link Topics#EVENTS}. */
public sealed interface Decoded {

    /**
     * It is an event.
     *
     * @param event as it was accepted
     */
    record Event(MetricEvent event) implements Decoded {}

    /**
     * It is not an event.
     *
     * @param tenant whose it was, if that much could be read
     * @param reason one sentence that names what was wrong
     */
    record Undecodable(@Nullable String tenant, String reason) implements Decoded {}
}
