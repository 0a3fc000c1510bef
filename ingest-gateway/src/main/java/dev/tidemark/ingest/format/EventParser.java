package dev.tidemark.ingest.format;

/** Reads one event of one wire format. Implementations are thread-safe. */
@FunctionalInterface
public interface EventParser {

    /**
     * What these bytes are. Never throws for what they hold.
     *
     * @param bytes hold the event from {@code start} on; not kept
     * @param nowMs the gateway's time in milliseconds since the epoch: the timestamp of an event
     *     that has none, and what timestamps are measured against
     */
    Parsed parse(byte[] bytes, int start, int length, long nowMs);

    /**
     * What this body is; a byte order mark before it is passed over.
     *
     * @param nowMs as the other takes it
     */
    default Parsed parse(byte[] body, long nowMs) {
        int mark = TrackParser.lengthOfByteOrderMark(body, 0, body.length);
        return parse(body, mark, body.length - mark, nowMs);
    }
}
