package dev.tidemark.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a batch one after the other, as their bytes arrive: what it holds does not
 * grow with the batch. Single use, not thread-safe.
 */
public interface EventReader {

    /**
     * The next event, or what is wrong with it; null after the last one.
     *
     * @throws StoppedException if the batch cannot be read beyond this point
     * @throws IOException of the stream
     */
    @Nullable Parsed next() throws IOException;

    /** The batch cannot be read beyond this point; what came before stands. */
    final class StoppedException extends IOException {

        private static final long serialVersionUID = 1L;

        StoppedException(String message) {
            super(message);
        }
    }

    /**
     * Reads NDJSON: an event on each line; empty lines are passed over, and a broken line costs no
     * other.
     *
     * @param nowMs the gateway's time, as {@link TrackParser#parse} takes it
     * @param maxEventBytes length of the longest line
     */
    static EventReader ofLines(InputStream in, TrackParser parser, long nowMs, int maxEventBytes) {
        return new LineReader(in, parser, nowMs, maxEventBytes);
    }

    /**
     * Reads a JSON array of events. A broken rule costs one event; broken JSON stops it.
     *
     * @param nowMs the gateway's time, as {@link TrackParser#parse} takes it
     */
    static EventReader ofArray(InputStream in, TrackParser parser, long nowMs) throws IOException {
        return new ArrayReader(in, parser, nowMs);
    }
}
