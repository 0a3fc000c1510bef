package dev.tidemark.benchmarks.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines without ever keeping more than one of bounded length. Not thread-safe;
 * the stream stays the caller's.
 */
final class LineReader {

    /** A longer line is no line of a log. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;

    /** A line, or that there was one that is too long to be read. */
    sealed interface Line {

        /** A line without its end; bytes that are not UTF-8 are replaced. */
        record Text(String text) implements Line {}

        /** A line of more than {@link #MAX_LINE_BYTES}. */
        record TooLong() implements Line {}
    }

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line; null at the end. */
    @Nullable Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = lineEnd();
            tooLong |= line.size() + end - position > MAX_LINE_BYTES;
            if (!tooLong) {
                line.write(buffer, position, end - position);
            }
            position = end;
            if (end < limit) {
                position++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        return tooLong ? new Line.TooLong() : new Line.Text(withoutReturn(line));
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    private int lineEnd() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String withoutReturn(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
