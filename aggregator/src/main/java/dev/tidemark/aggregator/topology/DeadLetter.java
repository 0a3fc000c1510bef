package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.topic.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be decoded: the same bytes, cut where they are longer than {@link
 * DeadLetterHeaders#MAX_BYTES}. The reason and the origin are headers of the record that carries
 * it.
 *
 * @param key of the record
 * @param value of the record
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one node to the next, never compared
record DeadLetter(byte @Nullable [] key, byte @Nullable [] value) implements Emitted {

    /** What was too large for the topic would otherwise stop the task, at every attempt anew. */
    static DeadLetter of(Record<byte[], byte[]> record) {
        return new DeadLetter(fitting(record.key()), fitting(record.value()));
    }

    private static byte @Nullable [] fitting(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= DeadLetterHeaders.MAX_BYTES
                ? bytes
                : Arrays.copyOf(bytes, DeadLetterHeaders.MAX_BYTES);
    }

    /** The headers of a letter with this reason and origin. */
    static Headers headers(String reason, Optional<RecordMetadata> origin) {
        Headers headers = new RecordHeaders();
        add(headers, DeadLetterHeaders.REASON, reason);
        origin.ifPresent(
                from -> {
                    add(headers, DeadLetterHeaders.TOPIC, from.topic());
                    add(headers, DeadLetterHeaders.PARTITION, from.partition());
                    add(headers, DeadLetterHeaders.OFFSET, from.offset());
                });
        return headers;
    }

    private static void add(Headers headers, String name, Object value) {
        headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
