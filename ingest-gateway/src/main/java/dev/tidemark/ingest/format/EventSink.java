package dev.tidemark.ingest.format;

/** Takes the events of one request as they are read. Not thread-safe. */
public interface EventSink {

    /** Whether it is of any use to read on. */
    boolean isOpen();

    /**
     * Takes one event, or what is wrong with it.
     *
     * @param index of the part of the request that it was made of, from 0 on, never falling; events
     *     of one part are refused as one
     */
    void take(int index, Parsed parsed);
}
