package dev.tidemark.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A {@code POST} that was encoded once. Its copies differ in a number of ten digits, if it has a
 * place for one. Immutable.
 */
public final class PreparedRequest {

    /** Stands in a body where the number is to be: the first number that there is. */
    public static final long FIRST_NUMBER = 1_000_000_000L;

    private static final byte[] MARK =
            Long.toString(FIRST_NUMBER).getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer bytes;
    private final int numberAt;
    private final int events;

    private PreparedRequest(ByteBuffer bytes, int numberAt, int events) {
        this.bytes = bytes;
        this.numberAt = numberAt;
        this.events = events;
    }

    /**
     * A request whose every copy is the same.
     *
     * @param headers besides {@code Host} and {@code Content-Length}
     * @param events how many there are in the body
     */
    public static PreparedRequest fixed(
            String path, Map<String, String> headers, byte[] body, int events) {
        return new PreparedRequest(encode(path, headers, body), -1, events);
    }

    /**
     * A request of one event, whose copies are numbered.
     *
     * @param headers besides {@code Host} and {@code Content-Length}
     * @param body has {@link #FIRST_NUMBER} in it, once
     */
    public static PreparedRequest numbered(String path, Map<String, String> headers, byte[] body) {
        ByteBuffer bytes = encode(path, headers, body);
        int at = indexOf(body);
        return new PreparedRequest(bytes, bytes.limit() - body.length + at, 1);
    }

    /** How many events an answer of 200 says are kept, unless it says how many. */
    int events() {
        return events;
    }

    boolean isNumbered() {
        return numberAt >= 0;
    }

    int length() {
        return bytes.limit();
    }

    /** All of it, for reading; it shares its bytes with others. */
    ByteBuffer shared() {
        return bytes.duplicate();
    }

    /** Puts a copy with this number into a buffer that is large enough, and makes it readable. */
    void copyTo(ByteBuffer to, long number) {
        to.clear();
        to.put(0, bytes, 0, bytes.limit());
        long rest = number;
        for (int i = numberAt + MARK.length - 1; i >= numberAt; i--) {
            to.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        to.limit(bytes.limit());
    }

    private static ByteBuffer encode(String path, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder();
        head.append("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] encoded = head.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(encoded.length + body.length)
                .put(encoded)
                .put(body)
                .flip();
    }

    private static int indexOf(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(Long.toString(FIRST_NUMBER));
        if (at < 0) {
            throw new IllegalArgumentException("no place for a number in " + text);
        }
        return at;
    }
}
