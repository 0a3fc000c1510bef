package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A rollup as the value of a store or a partial: one byte of format version, then count, sum, min,
 * max, last and lastUpdate, 8 bytes each, big-endian; {@value #BYTES} bytes in all.
 *
 * <p>A version that is not known is refused, never misread. Thread-safe.
 */
final class RollupCodec {

    static final byte VERSION = 1;
    static final int BYTES = 1 + 6 * Long.BYTES;

    private RollupCodec() {}

    static Serde<Rollup> serde() {
        return Serdes.serdeFrom(
                (topic, rollup) -> rollup == null ? null : encode(rollup),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }

    static byte[] encode(Rollup rollup) {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(rollup.count())
                .putDouble(rollup.sum())
                .putDouble(rollup.min())
                .putDouble(rollup.max())
                .putDouble(rollup.last())
                .putLong(rollup.lastUpdateMs())
                .array();
    }

    static Rollup decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new SerializationException(
                        "store format version %d is not known to this release, which writes %d"
                                .formatted(version, VERSION));
            }
            return new Rollup(
                    in.getLong(),
                    in.getDouble(),
                    in.getDouble(),
                    in.getDouble(),
                    in.getDouble(),
                    in.getLong());
        } catch (BufferUnderflowException e) {
            throw new SerializationException("a rollup of %d bytes".formatted(bytes.length), e);
        }
    }
}
