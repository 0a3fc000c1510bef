package dev.tidemark.ingest.format;

import dev.tidemark.contract.http.Problem.FieldError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** NDJSON. Holds one line at a time. */
final class LineReader implements EventReader {

    private static final int BUFFER = 64 << 10;

    private final BufferedInputStream in;
    private final TrackParser parser;
    private final long nowMs;
    private final int maxLine;
    private byte[] line = new byte[512];
    private int length;

    LineReader(InputStream in, TrackParser parser, long nowMs, int maxLine) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.parser = parser;
        this.nowMs = nowMs;
        this.maxLine = maxLine;
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        boolean more;
        do {
            more = readLine();
        } while (more && isBlank());
        if (length > maxLine) {
            return tooLong();
        }
        return isBlank() ? null : parser.parse(Arrays.copyOf(line, length), nowMs);
    }

    /** Reads up to the end of a line; tells whether there may be another. */
    private boolean readLine() throws IOException {
        length = 0;
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                return true;
            }
            append((byte) read);
        }
        return false;
    }

    /** What is beyond the longest line is counted and not kept. */
    private void append(byte read) {
        if (length < maxLine) {
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(maxLine, 2 * length));
            }
            line[length] = read;
        }
        if (length <= maxLine) {
            length++;
        }
    }

    private boolean isBlank() {
        for (int i = 0; i < Math.min(length, line.length); i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return length <= maxLine;
    }

    private Parsed tooLong() {
        return new Parsed.Invalid(
                Parsed.TOO_LARGE,
                List.of(
                        new FieldError(
                                TrackParser.BODY,
                                "must have at most %d bytes".formatted(maxLine))));
    }
}
