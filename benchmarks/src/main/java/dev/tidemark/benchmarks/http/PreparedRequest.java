package dev.tidemark.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A {@code POST} that was encoded once. Its copies differ in numbers of ten digits, if it has
 * places for them: one for each event. Immutable.
 */
public final class PreparedRequest {

    /** Stands in a body where the number is to be: the first number that there is. */
    public static final long FIRST_NUMBER = 1_000_000_000L;

    private static final String MARK = Long.toString(FIRST_NUMBER);

    private final ByteBuffer bytes;
    private final int[] numbersAt;
    private final int events;

    private PreparedRequest(ByteBuffer bytes, int[] numbersAt, int events) {
        this.bytes = bytes;
        this.numbersAt = numbersAt;
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
        return new PreparedRequest(encode(path, headers, body), new int[0], events);
    }

    /**
     * A request whose events are numbered: the first of a copy gets the copy's number, each other
     * the next one.
     *
     * @param headers besides {@code Host} and {@code Content-Length}
     * @param body has {@link #FIRST_NUMBER} in it, once for each event
     */
    public static PreparedRequest numbered(String path, Map<String, String> headers, byte[] body) {
        ByteBuffer bytes = encode(path, headers, body);
        int bodyAt = bytes.limit() - body.length;
        int[] numbersAt = marks(body).map(at -> bodyAt + at).toArray();
        if (numbersAt.length == 0) {
            throw new IllegalArgumentException("no place for a number in the body");
        }
        return new PreparedRequest(bytes, numbersAt, numbersAt.length);
    }

    /** How many events are in it. */
    int events() {
        return events;
    }

    boolean isNumbered() {
        return numbersAt.length > 0;
    }

    int length() {
        return bytes.limit();
    }

    /** All of it, for reading; it shares its bytes with others. */
    ByteBuffer shared() {
        return bytes.duplicate();
    }

    /**
     * Puts a copy into a buffer that is large enough, and makes it readable.
     *
     * @param number of its first event, of ten digits
     */
    void copyTo(ByteBuffer to, long number) {
        to.clear();
        to.put(0, bytes, 0, bytes.limit());
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        for (int at : numbersAt) {
            to.put(at, digits);
            increment(digits);
        }
        to.limit(bytes.limit());
    }

    /** Cheaper than to make the digits of each number anew. */
    private static void increment(byte[] digits) {
        int last = digits.length - 1;
        while (last > 0 && digits[last] == '9') {
            digits[last--] = '0';
        }
        digits[last]++;
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

    /** Where the places for numbers begin. */
    private static IntStream marks(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return IntStream.iterate(
                text.indexOf(MARK), at -> at >= 0, at -> text.indexOf(MARK, at + MARK.length()));
    }
}
