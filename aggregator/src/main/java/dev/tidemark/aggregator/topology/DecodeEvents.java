package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.Decoded;
import dev.tidemark.contract.topic.EventCodec;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes each record; one that cannot be decoded is passed on with the reason.
 *
 * <p>The gateways let no event through that lies far ahead. One that was written past them would
 * move stream time, and with it end the retention of every window of its partition: it counts as
 * undecodable.
 */
final class DecodeEvents extends ContextualFixedKeyProcessor<byte[], byte[], DecodedRecord> {

    /** Twice what a gateway allows, for clocks that differ. */
    static final Duration MAX_AHEAD = Duration.ofMinutes(10);

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> item) {
        byte[] raw = item.value();
        context().forward(item.withValue(new DecodedRecord(raw, decode(raw))));
    }

    private Decoded decode(byte @Nullable [] raw) {
        Decoded decoded = EventCodec.decode(raw);
        return decoded instanceof Decoded.Event(MetricEvent event)
                        && event.timestampMs()
                                > context().currentSystemTimeMs() + MAX_AHEAD.toMillis()
                ? new Decoded.Undecodable("timestamp is too far ahead: " + event.timestampMs())
                : decoded;
    }
}
