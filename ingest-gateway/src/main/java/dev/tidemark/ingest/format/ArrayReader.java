package dev.tidemark.ingest.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array, cut into its elements by brackets and strings.
 *
 * <p>Within JSON those are enough to tell where an element ends; where the text is not JSON, the
 * parser that gets the element says so.
 */
final class ArrayReader implements EventReader {

    private final EventBuffer buffer;
    private final EventParser parser;
    private final long nowMs;
    private boolean begun;
    private boolean ended;

    ArrayReader(EventBuffer buffer, EventParser parser, long nowMs) {
        this.buffer = buffer;
        this.parser = parser;
        this.nowMs = nowMs;
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        if (ended) {
            return null;
        }
        boolean more = begun ? findNext() : findFirst();
        begun = true;
        return more ? cut() : end();
    }

    /** Goes to before the first element; false if there is none. */
    private boolean findFirst() throws IOException {
        if (peekText() != '[') {
            throw stopped("must be a JSON array of events");
        }
        buffer.next();
        return peekText() != ']';
    }

    private boolean findNext() throws IOException {
        int separator = peekText();
        if (separator == ']') {
            return false;
        }
        if (separator != ',') {
            throw separator < 0 ? endsTooEarly() : notApart();
        }
        buffer.next();
        return true;
    }

    private @Nullable Parsed end() throws IOException {
        ended = true;
        buffer.next();
        if (peekText() >= 0) {
            throw stopped("must end after its JSON array");
        }
        return null;
    }

    private Parsed cut() throws IOException {
        int first = peekText();
        if (first == ',' || first == ']' || first == '}') {
            throw notApart();
        }
        buffer.begin();
        int depth = 0;
        for (int b = buffer.next(); b >= 0; b = buffer.next()) {
            switch (b) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> passString();
                default -> {}
            }
            if (depth == 0 && isOver(b)) {
                return buffer.parse(parser, nowMs, 0);
            }
        }
        throw endsTooEarly();
    }

    /** Goes behind the string; where the body ends in it, that is seen by the caller. */
    private void passString() throws IOException {
        for (int b = buffer.next(); b >= 0 && b != '"'; b = buffer.next()) {
            if (b == '\\') {
                buffer.next();
            }
        }
    }

    /** Whether an element outside of all brackets ends with this byte. */
    private boolean isOver(int b) throws IOException {
        if (b == '}' || b == ']' || b == '"') {
            return true;
        }
        int ahead = buffer.peek();
        return ahead == ',' || ahead == ']' || isSpace(ahead);
    }

    /** The next byte that is no white space, not taken, or -1. */
    private int peekText() throws IOException {
        while (isSpace(buffer.peek())) {
            buffer.next();
            buffer.begin();
        }
        return buffer.peek();
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private StoppedException endsTooEarly() {
        return stopped("must be a JSON array: it ends too early");
    }

    private StoppedException notApart() {
        return stopped("must be a JSON array: its elements are not apart by commas");
    }

    private StoppedException stopped(String rule) {
        ended = true;
        return new StoppedException(TrackParser.BODY + ": " + rule);
    }
}
