package dev.tidemark.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A body that ends with an error once it is longer than it may be. Not thread-safe. */
final class BoundedStream extends CountedStream {

    /** The body is longer than it may be. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(long maxBytes) {
            super("the batch must have at most %d bytes, decompressed".formatted(maxBytes));
        }
    }

    private final long maxBytes;

    BoundedStream(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (bytesRead() > maxBytes) {
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
