package dev.tidemark.ingest.http;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.ingest.limit.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A body that is held as a whole, at the beginning of an array. */
final class HeldBody {

    private static final int FIRST_BYTES = 64 << 10;

    private final byte[] bytes;
    private final int length;

    private HeldBody(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /**
     * Reads to the end; asks the gate for room before it takes more.
     *
     * @param maxBytes how many there are at most, before the stream itself ends with an error
     * @throws ProblemException 429 or 503 if there is no room
     * @throws IOException of the stream
     */
    static HeldBody read(InputStream in, long maxBytes, RequestBody body, Gate.Pass pass)
            throws IOException {
        byte[] bytes = new byte[FIRST_BYTES];
        int length = 0;
        for (int read = 0; read >= 0; length += Math.max(0, read)) {
            if (length == bytes.length) {
                // One too many is enough to know.
                int next = (int) Math.min(2L * bytes.length, maxBytes + 1);
                // While they are copied, both are held.
                requireRoom(pass, (long) bytes.length + next, body);
                bytes = Arrays.copyOf(bytes, next);
            }
            read = in.read(bytes, length, bytes.length - length);
        }
        return new HeldBody(bytes, length);
    }

    private static void requireRoom(Gate.Pass pass, long bytes, RequestBody body) {
        Problem refusal = pass.hold(bytes);
        if (refusal != null) {
            throw body.abandon(refusal);
        }
    }

    /** The array; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bytes of it are the body's. */
    int length() {
        return length;
    }
}
