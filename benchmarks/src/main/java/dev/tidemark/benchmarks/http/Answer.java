package dev.tidemark.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads the answers of one connection, one after the other, as their bytes come. Of a body, as much
 * is kept as the answer to a batch may have, and no more. For one thread.
 */
final class Answer {

    private static final int MAX_LINE = 256;
    private static final int USUALLY_KEPT = 128;
    private static final int MAX_KEPT = 1 << 20;
    private static final int STATUS_AT = 9;
    private static final String ACCEPTED = "\"accepted\":";

    private final byte[] line = new byte[MAX_LINE];
    private byte[] kept = new byte[USUALLY_KEPT];
    private int lineLength;
    private int keptLength;
    private int status;
    private long bodyLeft;
    private boolean inBody;
    private boolean hasLength;
    private boolean retryAfter;
    private boolean closes;

    Answer() {
        reset();
    }

    /** Forgets the last answer; the next one begins. */
    void reset() {
        lineLength = 0;
        keptLength = 0;
        status = 0;
        bodyLeft = 0;
        inBody = false;
        hasLength = false;
        retryAfter = false;
        closes = false;
    }

    /**
     * Takes bytes up to the end of the answer.
     *
     * @return whether it is complete
     * @throws IllegalStateException if this is not HTTP/1.1, or does not say how long it is
     */
    boolean read(ByteBuffer bytes) {
        while (!inBody && bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                takeLine();
            } else if (lineLength < MAX_LINE) {
                line[lineLength++] = next;
            }
        }
        if (inBody) {
            takeBody(bytes);
        }
        return inBody && bodyLeft == 0;
    }

    int status() {
        return status;
    }

    boolean hasRetryAfter() {
        return retryAfter;
    }

    /** Whether no other answer will come on this connection. */
    boolean closes() {
        return closes;
    }

    /** The body, as characters of one byte each; cut if it is longer than any that is expected. */
    String body() {
        return new String(kept, 0, keptLength, StandardCharsets.ISO_8859_1);
    }

    /** How many events the body says were accepted; the other number if it does not say. */
    long accepted(long unlessTold) {
        String body = body();
        int at = body.indexOf(ACCEPTED);
        if (at < 0) {
            return unlessTold;
        }
        long accepted = 0;
        for (int i = at + ACCEPTED.length(); i < body.length(); i++) {
            int digit = Character.digit(body.charAt(i), 10);
            if (digit < 0) {
                break;
            }
            accepted = accepted * 10 + digit;
        }
        return accepted;
    }

    private void takeLine() {
        int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
        lineLength = 0;
        if (status == 0) {
            status = statusOf(length);
        } else if (length == 0) {
            if (!hasLength) {
                throw new IllegalStateException("an answer without Content-Length");
            }
            inBody = true;
        } else if (isOfInterest(line[0])) {
            takeHeader(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        }
    }

    private int statusOf(int length) {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("HTTP/1.1 ") || length < STATUS_AT + 3) {
            throw new IllegalStateException("not HTTP/1.1: " + text);
        }
        return Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + 3));
    }

    /** The first letters of Content-Length, Connection and Retry-After. */
    private static boolean isOfInterest(byte first) {
        return first == 'C' || first == 'c' || first == 'R' || first == 'r';
    }

    private void takeHeader(String header) {
        int colon = header.indexOf(':');
        if (colon < 0) {
            return;
        }
        String value = header.substring(colon + 1).strip();
        switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-length" -> {
                bodyLeft = Long.parseLong(value);
                hasLength = true;
            }
            case "retry-after" -> retryAfter = !value.isEmpty();
            case "connection" -> closes = value.equalsIgnoreCase("close");
            default -> {}
        }
    }

    private void takeBody(ByteBuffer bytes) {
        int here = (int) Math.min(bodyLeft, bytes.remaining());
        int keep = Math.min(here, MAX_KEPT - keptLength);
        if (keptLength + keep > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(keptLength + keep, 2 * kept.length));
        }
        bytes.get(kept, keptLength, keep);
        keptLength += keep;
        bytes.position(bytes.position() + here - keep);
        bodyLeft -= here;
    }
}
