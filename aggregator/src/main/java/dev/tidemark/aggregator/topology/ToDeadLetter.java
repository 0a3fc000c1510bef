package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.topic.DeadLetterHeaders;
import dev.tidemark.contract.topic.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dead letter of a record that could not be decoded: the same bytes, cut where they are
 * longer than {@link DeadLetterHeaders#MAX_BYTES}, with the reason and the origin in its headers.
 */
final class ToDeadLetter extends ContextualProcessor<byte[], DecodedRecord, byte[], byte[]> {

    private final DropMeter meter;

    ToDeadLetter(DropMeter meter) {
        this.meter = meter;
    }

    @Override
    public void process(Record<byte[], DecodedRecord> item) {
        if (item.value().decoded() instanceof Decoded.Undecodable(String reason)) {
            meter.dropped(DropMeter.UNDECODABLE);
            context()
                    .forward(
                            new Record<>(
                                    fitting(item.key()),
                                    fitting(item.value().raw()),
                                    item.timestamp(),
                                    headers(reason)));
        }
    }

    /** What was too large for the topic would otherwise stop the task, at every attempt anew. */
    private static byte @Nullable [] fitting(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= DeadLetterHeaders.MAX_BYTES
                ? bytes
                : Arrays.copyOf(bytes, DeadLetterHeaders.MAX_BYTES);
    }

    private Headers headers(String reason) {
        Headers headers = new RecordHeaders();
        add(headers, DeadLetterHeaders.REASON, reason);
        context()
                .recordMetadata()
                .ifPresent(
                        origin -> {
                            add(headers, DeadLetterHeaders.TOPIC, origin.topic());
                            add(headers, DeadLetterHeaders.PARTITION, origin.partition());
                            add(headers, DeadLetterHeaders.OFFSET, origin.offset());
                        });
        return headers;
    }

    private static void add(Headers headers, String name, Object value) {
        headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
