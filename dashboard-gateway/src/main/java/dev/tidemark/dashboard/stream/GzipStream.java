package dev.tidemark.dashboard.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip member (RFC 1952) for the whole of a stream, of blocks that are shared by many streams.
 *
 * <p>Browsers stop at the end of the first member, so an event cannot be a member of its own.
 * Instead each event is compressed on its own, without reference to what came before, and ends at a
 * byte's border without ending the member: such blocks can follow any other, and whoever reads one
 * can show it at once. Only the checksum at the end is a client's own. Not thread-safe.
 */
final class GzipStream {

    private static final byte[] HEADER = {
        0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff
    };

    /** A last block without content. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private static final int MAX_STORED = 0xffff;
    private static final int FLUSH_ROOM = 64;

    private final CRC32 crc = new CRC32();
    private long length;

    /** The bytes that begin the stream. */
    static byte[] header() {
        return HEADER.clone();
    }

    /** Compressed bytes that can follow any others. */
    static byte[] block(byte[] plain) {
        // What cannot be compressed is stored, with 5 bytes more for each 16 KB.
        byte[] out = new byte[plain.length + FLUSH_ROOM + plain.length / 1000];
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, /* nowrap= */ true);
        try {
            deflater.setInput(plain);
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }

    /**
     * The same without compression, for a few bytes that are not shared.
     *
     * @param plain at most 65,535 bytes
     */
    static byte[] stored(byte[] plain) {
        if (plain.length > MAX_STORED) {
            throw new IllegalArgumentException("too long for a stored block: " + plain.length);
        }
        return ByteBuffer.allocate(plain.length + 5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0)
                .putShort((short) plain.length)
                .putShort((short) ~plain.length)
                .put(plain)
                .array();
    }

    /** Counts what was written, compressed or not. */
    void wrote(Piece piece) {
        piece.addTo(crc);
        length += piece.length();
    }

    /** The bytes that end the stream. */
    byte[] trailer() {
        return ByteBuffer.allocate(LAST_BLOCK.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(LAST_BLOCK)
                .putInt((int) crc.getValue())
                .putInt((int) length)
                .array();
    }
}
