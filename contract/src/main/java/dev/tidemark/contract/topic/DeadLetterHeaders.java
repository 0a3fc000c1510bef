package dev.tidemark.contract.topic;

/**
 * The form of a dead letter: the names of its headers, whose values are UTF-8 text, and its size.
 */
public final class DeadLetterHeaders {

    /**
     * The longest key and the longest value of a dead letter, in bytes: both and the headers fit
     * into one record. The origin tells where the whole stands.
     */
    public static final int MAX_BYTES = 3 * (Topics.MAX_RECORD_BYTES / 8);

    /** Why the record could not be decoded. */
    public static final String REASON = "tidemark.reason";

    /** Topic that it was read from. */
    public static final String TOPIC = "tidemark.origin.topic";

    /** Partition that it was read from. */
    public static final String PARTITION = "tidemark.origin.partition";

    /** Offset that it was read from. */
    public static final String OFFSET = "tidemark.origin.offset";

    private DeadLetterHeaders() {}
}
