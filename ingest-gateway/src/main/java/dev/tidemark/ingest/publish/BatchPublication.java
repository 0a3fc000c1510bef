package dev.tidemark.ingest.publish;

import java.util.List;

/**
 * What came of publishing many events. Immutable.
 *
 * @param accepted how many Kafka has acknowledged on every in-sync replica
 * @param failed the others, in the order in which they were added
 */
public record BatchPublication(int accepted, List<Failed> failed) {

    /**
     * One event that was not accepted.
     *
     * @param index of the event in its request
     * @param publication anything but {@link Publication.Accepted}
     */
    public record Failed(int index, Publication publication) {}

    /** Makes the list unmodifiable. */
    public BatchPublication {
        failed = List.copyOf(failed);
    }
}
