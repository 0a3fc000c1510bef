package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Partials of one tenant on their way to the partition of that tenant, as one record.
 *
 * <p>One record for many series: a partial costs the bytes of its figures, and not the handling of
 * a record of its own in a producer, a broker and a consumer.
 *
 * @param writtenMs when the newest record in it was written to the events topic, ms since the epoch
 * @param partials at most {@value #MAX_PARTIALS}
 */
record PartialBatch(long writtenMs, List<Partial> partials) implements Emitted {

    /** Keeps a record near 64 KiB, well below what a broker takes by default (1 MiB). */
    static final int MAX_PARTIALS = 500;

    /** Records of format 1 were single rollups. */
    private static final byte VERSION = 2;

    private static final int TYPICAL_PARTIAL_BYTES = 80;

    /**
     * One byte of format version, {@code writtenMs}, the number of partials, then of each: kind,
     * name, cell, and the {@link Rollup}'s components; integers big-endian.
     */
    static Serde<PartialBatch> serde() {
        return Serdes.serdeFrom(
                (topic, batch) -> batch.encode(), (topic, bytes) -> PartialBatch.decode(bytes));
    }

    private byte[] encode() {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(16 + partials.size() * TYPICAL_PARTIAL_BYTES);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(writtenMs);
            out.writeInt(partials.size());
            for (Partial partial : partials) {
                out.writeByte(partial.kind().code());
                out.writeUTF(partial.name());
                out.writeLong(partial.cellStartMs());
                out.write(RollupCodec.encode(partial.rollup()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static PartialBatch decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new SerializationException(
                        "format version %d of partials is not known to this release, which writes %d"
                                .formatted(version, VERSION));
            }
            long writtenMs = in.readLong();
            int size = in.readInt();
            List<Partial> partials = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                partials.add(
                        new Partial(
                                Partial.Kind.ofCode(in.readByte()),
                                in.readUTF(),
                                in.readLong(),
                                RollupCodec.decode(in.readNBytes(RollupCodec.BYTES))));
            }
            return new PartialBatch(writtenMs, partials);
        } catch (IOException e) {
            throw new SerializationException("partials of %d bytes".formatted(bytes.length), e);
        }
    }
}
