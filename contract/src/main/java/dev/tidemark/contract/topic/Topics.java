package dev.tidemark.contract.topic;

import dev.tidemark.contract.MetricEvent;
import org.apache.kafka.common.serialization.Serdes;

/** Every topic that more than one service knows. */
public final class Topics {

    /**
     * What the ingest gateways accepted. Events that carry their client's own id have the key
     * {@code tenant/id}, so that repetitions meet on one partition; all others have no key and are
     * spread.
     */
    public static final TopicSpec<String, MetricEvent> EVENTS =
            new TopicSpec<>(
                    "tidemark.events",
                    Serdes.String(),
                    Serdes.serdeFrom(
                            (topic, event) -> EventCodec.encode(event), EventCodec::decodeOrThrow));

    /**
     * Records of {@link #EVENTS} that could not be decoded, byte for byte; the {@link
     * DeadLetterHeaders headers} say why and where they came from.
     */
    public static final TopicSpec<byte[], byte[]> DEAD_LETTERS =
            new TopicSpec<>("tidemark.dead-letters", Serdes.ByteArray(), Serdes.ByteArray());

    /**
     * Views that people saved: the key is tenant, slash, owner; the value, JSON, is all that this
     * owner has. Compacted, of one partition.
     */
    public static final TopicSpec<String, byte[]> VIEWS =
            new TopicSpec<>("tidemark.views", Serdes.String(), Serdes.ByteArray());

    /**
     * The largest record, in bytes: an event whose body was the largest that a gateway takes (1
     * MiB), even if its JSON grew in the making.
     */
    public static final int MAX_RECORD_BYTES = 4 << 20;

    private Topics() {}
}
