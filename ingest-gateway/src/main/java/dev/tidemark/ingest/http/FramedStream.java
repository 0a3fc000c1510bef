package dev.tidemark.ingest.http;

import io.helidon.common.buffers.DataReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body as it comes from the server: counts its bytes, and tells of a body that is not framed as
 * HTTP wants it as a stream tells of its faults. Not thread-safe.
 */
final class FramedStream extends FilterInputStream {

    /** The body is not framed as HTTP wants it. */
    static final class BadFrameException extends IOException {

        private static final long serialVersionUID = 1L;

        BadFrameException(String message, RuntimeException cause) {
            super(message, cause);
        }
    }

    private static final int SKIPPED_AT_ONCE = 8 << 10;

    private long bytes;

    FramedStream(InputStream body) {
        super(body);
    }

    /** How many were read, as they were sent. */
    long bytesRead() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int read = in.read(into, offset, length);
            bytes += Math.max(0, read);
            return read;
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new BadFrameException("the body ended before its announced end", e);
        } catch (IllegalArgumentException e) {
            throw new BadFrameException("the body's chunks are not framed as HTTP wants it", e);
        }
    }

    /** By reading, so that it is counted and its faults are told. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[Math.clamp(count, 0, SKIPPED_AT_ONCE)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }
}
