package dev.tidemark.ingest.publish;

/** Who chose an event's id; decides the key of its record. */
public enum IdOrigin {

    /**
     * The client, with the event or with its request, which it may send again: the key is {@code
     * tenant/id}, so that repetitions meet on one partition.
     */
    CLIENT,

    /** The gateway: there is no key, so that events are spread over all partitions. */
    GATEWAY
}
