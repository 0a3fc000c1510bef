package dev.tidemark.contract.topic;

/** The headers of a dead letter; all values are UTF-8 text. */
public final class DeadLetterHeaders {

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
