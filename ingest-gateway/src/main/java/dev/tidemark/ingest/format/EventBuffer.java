package dev.tidemark.ingest.format;

import dev.tidemark.contract.http.Problem.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a body, of which those of the event under way lie together, so that it is parsed
 * where it was received. Holds no more than one event and one read. A byte order mark before them
 * all is passed over. Not thread-safe.
 */
final class EventBuffer {

    private static final int READ_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxEventBytes;
    private byte[] bytes = new byte[READ_BYTES];
    private int begin;
    private int position;
    private int limit;
    private boolean started;
    private boolean overflown;

    EventBuffer(InputStream in, int maxEventBytes) {
        this.in = in;
        this.maxEventBytes = maxEventBytes;
    }

    /** The next byte from 0 to 255, or -1 at the end. */
    int next() throws IOException {
        return position < limit || fill() ? bytes[position++] & 0xFF : -1;
    }

    /** The same, which stays the next one. */
    int peek() throws IOException {
        return position < limit || fill() ? bytes[position] & 0xFF : -1;
    }

    /** Goes behind the next byte of this value, or to the end; tells whether there was one. */
    boolean pass(char value) throws IOException {
        byte wanted = (byte) value;
        do {
            byte[] within = bytes;
            for (int i = position; i < limit; i++) {
                if (within[i] == wanted) {
                    position = i + 1;
                    return true;
                }
            }
            position = limit;
        } while (fill());
        return false;
    }

    /** The event under way begins with the next byte. */
    void begin() {
        begin = position;
        overflown = false;
    }

    /** Whether the event under way is nothing but spaces, tabs and returns. */
    boolean isBlank() {
        for (int i = begin; i < position; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
                return false;
            }
        }
        return !overflown;
    }

    /** What the event under way is, which ended so many bytes before the next one. */
    Parsed parse(EventParser parser, long nowMs, int trailing) {
        int length = position - trailing - begin;
        if (overflown || length > maxEventBytes) {
            return new Parsed.Invalid(
                    Parsed.TOO_LARGE,
                    List.of(
                            new FieldError(
                                    TrackParser.BODY,
                                    "must have at most %d bytes".formatted(maxEventBytes))));
        }
        return parser.parse(bytes, begin, length, nowMs);
    }

    /** Reads on behind what there is of the event under way; false at the end of the body. */
    private boolean fill() throws IOException {
        if (!started) {
            return start();
        }
        if (position - begin > maxEventBytes) {
            overflown = true;
            begin = position;
        }
        makeRoom();
        int read = in.read(bytes, limit, bytes.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    private boolean start() throws IOException {
        started = true;
        limit = in.readNBytes(bytes, 0, TrackParser.BYTE_ORDER_MARK_BYTES);
        position = TrackParser.lengthOfByteOrderMark(bytes, 0, limit);
        begin = position;
        return position < limit || fill();
    }

    private void makeRoom() {
        int held = limit - begin;
        if (begin > 0) {
            System.arraycopy(bytes, begin, bytes, 0, held);
            position -= begin;
            limit = held;
            begin = 0;
        }
        if (bytes.length - held < READ_BYTES / 2) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, maxEventBytes + READ_BYTES));
        }
    }
}
