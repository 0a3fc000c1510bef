package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.Decoded;
import dev.tidemark.contract.topic.EventCodec;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of the events topic.
 *
 * <p>Stateless. The gateways let no event through that lies far ahead. One that was written past
 * them would move stream time, and with it end the retention of every window of its partition: it
 * counts as undecodable. Ahead of what is told by the record's own timestamp, the moment when it
 * was written to the topic: so the answer is the same whenever the record is read, and by whatever
 * clock.
 */
final class EventDecoder {

    /** Twice what a gateway allows, for clocks that differ. */
    static final Duration MAX_AHEAD = Duration.ofMinutes(10);

    private final Set<String> metadata;

    /**
     * A decoder.
     *
     * @param metadata names of those of its fields that are read
     */
    EventDecoder(Set<String> metadata) {
        this.metadata = metadata;
    }

    /** What a record is that was written at this time (ms since the epoch). */
    Decoded decode(byte @Nullable [] value, long writtenMs) {
        Decoded decoded = EventCodec.decode(value, metadata);
        return decoded instanceof Decoded.Event(MetricEvent event)
                        && event.timestampMs() > writtenMs + MAX_AHEAD.toMillis()
                ? new Decoded.Undecodable(
                        event.tenant(), "timestamp is too far ahead: " + event.timestampMs())
                : decoded;
    }
}
