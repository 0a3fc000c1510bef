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
 * <p>With sketches, the version is another, and there follow the length of the sketch of the values
 * (2 bytes), that sketch, and the sketch of the users to the end. A version that is not known is
 * refused, never misread. Thread-safe.
 */
final class RollupCodec {

    static final byte VERSION = 1;
    static final byte SKETCHED_VERSION = 2;
    static final int BYTES = 1 + 6 * Long.BYTES;

    private static final int MAX_LENGTH = 0xFFFF;

    private RollupCodec() {}

    static Serde<SketchedRollup> serde() {
        return Serdes.serdeFrom(
                (topic, rollup) -> rollup == null ? null : encode(rollup),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }

    static byte[] encode(SketchedRollup sketched) {
        return sketched.hasSketches() ? encodeAll(sketched) : encodeFigures(sketched.rollup());
    }

    private static byte[] encodeFigures(Rollup rollup) {
        ByteBuffer out = ByteBuffer.allocate(BYTES).put(VERSION);
        put(rollup, out);
        return out.array();
    }

    private static byte[] encodeAll(SketchedRollup sketched) {
        byte[] quantiles = sketched.quantiles();
        byte[] users = sketched.users();
        if (quantiles.length > MAX_LENGTH) {
            throw new SerializationException(
                    "a sketch of values of %d bytes".formatted(quantiles.length));
        }
        ByteBuffer out =
                ByteBuffer.allocate(BYTES + Short.BYTES + quantiles.length + users.length)
                        .put(SKETCHED_VERSION);
        put(sketched.rollup(), out);
        return out.putShort((short) quantiles.length).put(quantiles).put(users).array();
    }

    private static void put(Rollup rollup, ByteBuffer out) {
        out.putLong(rollup.count())
                .putDouble(rollup.sum())
                .putDouble(rollup.min())
                .putDouble(rollup.max())
                .putDouble(rollup.last())
                .putLong(rollup.lastUpdateMs());
    }

    static SketchedRollup decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            return switch (version) {
                case VERSION -> SketchedRollup.of(figures(in));
                case SKETCHED_VERSION ->
                        new SketchedRollup(
                                figures(in),
                                bytes(in, Short.toUnsignedInt(in.getShort())),
                                bytes(in, in.remaining()));
                default ->
                        throw new SerializationException(
                                "store format version %d is not known to this release, which knows %d and %d"
                                        .formatted(version, VERSION, SKETCHED_VERSION));
            };
        } catch (BufferUnderflowException e) {
            throw new SerializationException("a rollup of %d bytes".formatted(bytes.length), e);
        }
    }

    private static Rollup figures(ByteBuffer in) {
        return new Rollup(
                in.getLong(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getLong());
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
