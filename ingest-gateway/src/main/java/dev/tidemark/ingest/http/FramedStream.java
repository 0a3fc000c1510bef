package dev.tidemark.ingest.http;

import io.helidon.common.buffers.DataReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body as it comes from the server: counts its bytes, holds it to its time, and tells of a body
 * that is not framed as HTTP wants it as a stream tells of its faults. Not thread-safe.
 *
 * <p>One that drips is ended by the read after its deadline, one that is silent by the server,
 * which closes its connection.
 */
final class FramedStream extends CountedStream {

    /** The body is not framed as HTTP wants it. */
    static final class BadFrameException extends IOException {

        private static final long serialVersionUID = 1L;

        BadFrameException(String message, RuntimeException cause) {
            super(message, cause);
        }
    }

    /** The body did not come in its time. */
    static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlowException(Duration timeout) {
            super("the body did not come within %s s".formatted(timeout.toMillis() / 1e3));
        }
    }

    /** Code of bodies that are {@linkplain TooSlowException too slow}. */
    static final String TOO_SLOW = "request_timeout";

    private static final int SKIPPED_AT_ONCE = 8 << 10;

    private final Duration timeout;
    private final long begin = System.nanoTime();

    /**
     * A body that begins now.
     *
     * @param timeout how long it may take to come
     */
    FramedStream(InputStream body, Duration timeout) {
        super(body);
        this.timeout = timeout;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int read = super.read(into, offset, length);
            if (read >= 0 && System.nanoTime() - begin > timeout.toNanos()) {
                throw new TooSlowException(timeout);
            }
            return read;
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new BadFrameException("the body ended before its announced end", e);
        } catch (IllegalArgumentException e) {
            throw new BadFrameException("the body's chunks are not framed as HTTP wants it", e);
        }
    }

    /** Nothing: to close the server's stream would read it to its end. */
    @Override
    public void close() {}

    /** By reading, so that it is counted and its faults are told. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[Math.clamp(count, 0, SKIPPED_AT_ONCE)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }
}
