package dev.tidemark.contract.http;

import org.jspecify.annotations.Nullable;

/**
 * The rest of a body that nobody wants. The server reads it to find the next request behind it; it
 * is given as many zeros instead, which cost nothing, while the bytes are dropped where they come
 * from. Not thread-safe.
 */
final class UnwantedRest {

    private static final byte[] ZEROS = new byte[64 << 10];

    private long inSocket;
    private long owed;

    /** So many bytes in the socket are not wanted. */
    void begin(long bytes) {
        inSocket = Math.max(0, bytes);
    }

    /**
     * What the server is to read instead of the rest, or of a part of it; null if it is to read
     * what is there.
     */
    byte @Nullable [] next(SocketReads.Reader socket) {
        if (inSocket > 0) {
            owed = socket.drop(inSocket);
            inSocket = 0;
        }
        if (owed == 0) {
            return null;
        }
        int length = (int) Math.min(owed, ZEROS.length);
        owed -= length;
        return length == ZEROS.length ? ZEROS : new byte[length];
    }
}
