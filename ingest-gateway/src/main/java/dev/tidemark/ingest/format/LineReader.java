package dev.tidemark.ingest.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** NDJSON, where a line feed ends an event. */
final class LineReader implements EventReader {

    private final EventBuffer buffer;
    private final EventParser parser;
    private final long nowMs;

    LineReader(EventBuffer buffer, EventParser parser, long nowMs) {
        this.buffer = buffer;
        this.parser = parser;
        this.nowMs = nowMs;
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        boolean more;
        do {
            buffer.begin();
            more = buffer.pass('\n');
        } while (more && buffer.isBlank());
        return buffer.isBlank() ? null : buffer.parse(parser, nowMs, more ? 1 : 0);
    }
}
