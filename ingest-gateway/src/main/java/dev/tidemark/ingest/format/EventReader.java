package dev.tidemark.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a batch one after the other, as their bytes arrive: it holds one event at a
 * time, however long the batch is. Single use, not thread-safe.
 *
 * <p>It only looks for where events begin and end; an {@link EventParser} judges each of them. So
 * one at which the parser ends (broken JSON, a field twice) does not cost those behind it.
 */
public interface EventReader {

    /**
     * The next event, or what is wrong with it; null after the last one.
     *
     * @throws StoppedException if no event can be found beyond this point
     * @throws IOException of the stream
     */
    @Nullable Parsed next() throws IOException;

    /** No event can be found beyond this point; what came before stands. */
    final class StoppedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final String code;

        /** Because the body is not the JSON that is asked for. */
        public StoppedException(String message) {
            this(Parsed.INVALID_JSON, message);
        }

        /**
         * Because of something else.
         *
         * @param code as answers have it
         */
        public StoppedException(String code, String message) {
            super(message);
            this.code = code;
        }

        /** What kind of fault it is, as answers have it. */
        public String code() {
            return code;
        }
    }

    /**
     * Reads NDJSON: an event on each line. Empty lines are passed over; the last may lack its end.
     *
     * @param nowMs the gateway's time, as {@link EventParser#parse} takes it
     * @param maxEventBytes length of the longest event; longer ones are skipped
     */
    static EventReader ofLines(InputStream in, EventParser parser, long nowMs, int maxEventBytes) {
        return new LineReader(new EventBuffer(in, maxEventBytes), parser, nowMs);
    }

    /**
     * Reads a JSON array of events.
     *
     * @param nowMs the gateway's time, as {@link EventParser#parse} takes it
     * @param maxEventBytes length of the longest event; longer ones are skipped
     */
    static EventReader ofArray(InputStream in, EventParser parser, long nowMs, int maxEventBytes) {
        return new ArrayReader(new EventBuffer(in, maxEventBytes), parser, nowMs);
    }
}
