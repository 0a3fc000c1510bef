package dev.tidemark.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body in large pieces, each of which is there as a whole before anybody works on it: so
 * that who works does not wait for the client in between. What came before a fault is given out
 * before the fault is told. Not thread-safe.
 */
final class ReadAhead extends InputStream {

    private static final int FIRST_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxPieceBytes;
    private final Runnable beforeWaiting;
    private byte[] piece;
    private int position;
    private int limit;
    private @Nullable IOException fault;

    /**
     * A stream over this one, which is not closed with it.
     *
     * @param announcedBytes how much will come, so far as it is known; else 0
     * @param maxPieceBytes length of a piece
     * @param beforeWaiting is run before the client is waited for
     */
    ReadAhead(InputStream in, long announcedBytes, int maxPieceBytes, Runnable beforeWaiting) {
        this.in = in;
        this.maxPieceBytes = maxPieceBytes;
        this.beforeWaiting = beforeWaiting;
        long first = announcedBytes > 0 ? announcedBytes : FIRST_BYTES;
        this.piece = new byte[(int) Math.min(first, maxPieceBytes)];
    }

    @Override
    public int read() throws IOException {
        return position < limit || fill() ? piece[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(piece, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return limit - position;
    }

    /**
     * Waits for the first piece; tells whether it is all that there is. A fault is told to who
     * reads.
     */
    boolean begin() {
        readPiece();
        return fault == null && limit < maxPieceBytes;
    }

    private boolean fill() throws IOException {
        if (fault == null) {
            readPiece();
        }
        if (fault != null && position == limit) {
            throw fault;
        }
        return position < limit;
    }

    private void readPiece() {
        beforeWaiting.run();
        position = 0;
        limit = 0;
        try {
            while (limit < maxPieceBytes && readMore()) {
                makeRoom();
            }
        } catch (IOException e) {
            fault = e;
        }
    }

    private boolean readMore() throws IOException {
        int read = in.read(piece, limit, piece.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    private void makeRoom() {
        if (limit == piece.length && limit < maxPieceBytes) {
            piece = Arrays.copyOf(piece, Math.min(2 * limit, maxPieceBytes));
        }
    }
}
