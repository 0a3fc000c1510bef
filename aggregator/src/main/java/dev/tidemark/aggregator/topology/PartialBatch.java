package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
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
import org.jspecify.annotations.Nullable;

/**
 * Partials of one tenant on their way to the partition of that tenant, as one record.
 *
 * <p>One record for many series: a partial costs the bytes of its figures, and not the handling of
 * a record of its own in a producer, a broker and a consumer.
 *
 * @param writtenMs when the newest record in it was written to the events topic, ms since the epoch
 * @param partials some
 */
record PartialBatch(long writtenMs, List<Partial> partials) implements Emitted {

    /** Of the partials of a record; a broker takes four times as much by default. */
    private static final int MAX_BYTES = 256 << 10;

    private static final byte VERSION = 3;

    /** Without parts and sketches; read still, since some may be on the way at an upgrade. */
    private static final byte VERSION_WITHOUT_DETAILS = 2;

    private static final int TYPICAL_PARTIAL_BYTES = 100;

    /** Kind, cell, the lengths of texts and sketches, and the figures. */
    private static final int FIXED_BYTES = 24 + RollupCodec.BYTES;

    /** Characters of texts take up to three bytes. */
    private static final int MAX_BYTES_OF_CHAR = 3;

    /** Cuts a tenant's partials into as many batches as they need. */
    static List<PartialBatch> of(long writtenMs, List<Partial> partials) {
        List<PartialBatch> batches = new ArrayList<>(1);
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < partials.size(); i++) {
            int next = maxBytes(partials.get(i));
            if (i > from && bytes + next > MAX_BYTES) {
                batches.add(new PartialBatch(writtenMs, partials.subList(from, i)));
                from = i;
                bytes = 0;
            }
            bytes += next;
        }
        batches.add(new PartialBatch(writtenMs, partials.subList(from, partials.size())));
        return batches;
    }

    private static int maxBytes(Partial partial) {
        SeriesKey.Part part = partial.part();
        int text =
                partial.name().length()
                        + (part == null ? 0 : part.dimension().length() + part.value().length());
        return FIXED_BYTES
                + MAX_BYTES_OF_CHAR * text
                + partial.sums().quantiles().length
                + partial.sums().users().length;
    }

    /**
     * One byte of format version, {@code writtenMs}, the number of partials, then of each: kind,
     * name, of a part its dimension and value, cell, length and bytes of the rollup as it is
     * stored; integers big-endian.
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
                write(partial, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Partial partial, DataOutputStream out) throws IOException {
        out.writeByte(partial.kind().code());
        out.writeUTF(partial.name());
        SeriesKey.Part part = partial.part();
        if (part != null) {
            out.writeUTF(part.dimension());
            out.writeUTF(part.value());
        }
        out.writeLong(partial.cellStartMs());
        byte[] sums = RollupCodec.encode(partial.sums());
        out.writeInt(sums.length);
        out.write(sums);
    }

    private static PartialBatch decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION && version != VERSION_WITHOUT_DETAILS) {
                throw new SerializationException(
                        "format version %d of partials is not known to this release, which writes %d"
                                .formatted(version, VERSION));
            }
            long writtenMs = in.readLong();
            int size = in.readInt();
            List<Partial> partials = new ArrayList<>(Math.min(size, bytes.length));
            for (int i = 0; i < size; i++) {
                partials.add(read(in, version));
            }
            return new PartialBatch(writtenMs, partials);
        } catch (IOException e) {
            throw new SerializationException("partials of %d bytes".formatted(bytes.length), e);
        }
    }

    private static Partial read(DataInputStream in, byte version) throws IOException {
        Partial.Kind kind = Partial.Kind.ofCode(in.readByte());
        String name = in.readUTF();
        SeriesKey.@Nullable Part part =
                kind == Partial.Kind.PART ? new SeriesKey.Part(in.readUTF(), in.readUTF()) : null;
        long cellStartMs = in.readLong();
        int length = version == VERSION ? in.readInt() : RollupCodec.BYTES;
        return new Partial(
                kind, name, part, cellStartMs, RollupCodec.decode(in.readNBytes(length)));
    }
}
