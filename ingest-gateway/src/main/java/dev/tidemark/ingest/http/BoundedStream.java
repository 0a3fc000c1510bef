package dev.tidemark.ingest.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A body that ends with an error once it is longer than it may be. Not thread-safe. */
final class BoundedStream extends FilterInputStream {

    /** The body is longer than it may be. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(long maxBytes) {
            super("the batch must have at most %d bytes, decompressed".formatted(maxBytes));
        }
    }

    private final long maxBytes;
    private long bytes;

    BoundedStream(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        bytes += Math.max(0, read);
        if (bytes > maxBytes) {
            throw new TooLongException(maxBytes);
        }
        return read;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a decoder cannot give back its memory", e);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
