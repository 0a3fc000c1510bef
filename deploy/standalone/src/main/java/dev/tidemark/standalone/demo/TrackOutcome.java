package dev.tidemark.standalone.demo;

/** What became of an event that was posted. */
public sealed interface TrackOutcome {

    /**
     * The gateway has it, and Kafka too.
     *
     * @param metricId the id under which it is kept
     */
    record Accepted(String metricId) implements TrackOutcome {}

    /**
     * The gateway answered that it does not take it; for 429 and 503, after all retries.
     *
     * @param status HTTP status
     * @param code stable code of the problem; {@code unknown} where the answer had none
     * @param detail one sentence for people; may be empty
     */
    record Refused(int status, String code, String detail) implements TrackOutcome {}

    /**
     * There was no answer, or one that no gateway of ours gives, or the thread was interrupted.
     *
     * @param reason one sentence for people
     */
    record Failed(String reason) implements TrackOutcome {}
}
