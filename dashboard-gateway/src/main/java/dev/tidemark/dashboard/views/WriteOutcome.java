package dev.tidemark.dashboard.views;

/** What came of replacing a list. */
sealed interface WriteOutcome {

    /** It was replaced, and this gateway has read it back. */
    record Saved(Stored list) implements WriteOutcome {}

    /** It is not the one that the caller knew. */
    record Changed(Stored current) implements WriteOutcome {}

    /** There is no room for more. */
    record Full() implements WriteOutcome {}

    /**
     * Kafka did not do its part; the list may or may not have been replaced.
     *
     * @param detail one sentence for people
     */
    record Unavailable(String detail) implements WriteOutcome {}
}
