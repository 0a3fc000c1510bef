package dev.tidemark.dashboard.stream;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream that is the same for many clients: made once in each form in which somebody
 * takes it, and shared. Thread-safe; nobody writes to the arrays.
 */
final class Piece {

    private static final byte[] CRLF = {'\r', '\n'};

    private final byte[] plain;
    private volatile byte @Nullable [] chunked;
    private volatile byte @Nullable [] gzip;
    private volatile byte @Nullable [] chunkedGzip;

    Piece(byte[] plain) {
        this.plain = plain;
    }

    static Piece of(String text) {
        return new Piece(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes in this form; compressed ones continue a {@link GzipStream}. */
    byte[] as(Wire wire) {
        if (!wire.gzip()) {
            return wire.chunked() ? chunked() : plain;
        }
        return wire.chunked() ? chunkedGzip() : gzip();
    }

    /** Adds the plain bytes to a checksum of the stream. */
    void addTo(CRC32 crc) {
        crc.update(plain);
    }

    /** The plain bytes; not to be written to. */
    byte[] bytes() {
        return plain;
    }

    /** Length of the plain bytes. */
    int length() {
        return plain.length;
    }

    @Override
    public String toString() {
        return new String(plain, StandardCharsets.UTF_8);
    }

    private byte[] chunked() {
        byte[] found = chunked;
        if (found == null) {
            synchronized (this) {
                found = chunked == null ? chunk(plain) : chunked;
                chunked = found;
            }
        }
        return found;
    }

    private byte[] gzip() {
        byte[] found = gzip;
        if (found == null) {
            synchronized (this) {
                found = gzip == null ? GzipStream.block(plain) : gzip;
                gzip = found;
            }
        }
        return found;
    }

    private byte[] chunkedGzip() {
        byte[] found = chunkedGzip;
        if (found == null) {
            synchronized (this) {
                found = chunkedGzip == null ? chunk(gzip()) : chunkedGzip;
                chunkedGzip = found;
            }
        }
        return found;
    }

    /** A chunk of HTTP/1.1 (RFC 9112, 7.1). */
    static byte[] chunk(byte[] data) {
        byte[] size = ascii(Integer.toHexString(data.length));
        return joined(size, CRLF, data, CRLF);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
