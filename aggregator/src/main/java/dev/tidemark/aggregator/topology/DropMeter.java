package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.WindowSize;

/**
 * Is told of each record that is not counted, as it happens in this process.
 *
 * <p>For the process's meters only: a record that is read again after a crash is told of again.
 * Called from several stream threads.
 */
@FunctionalInterface
public interface DropMeter {

    /** The reason of a record that cannot be decoded. */
    String UNDECODABLE = "undecodable";

    /**
     * The reason of an event whose client's id was seen within the time that ids are remembered.
     */
    String DUPLICATE = "duplicate";

    /**
     * The reason of an event whose window of this size has left retention. It is in the counter,
     * and in the windows of the sizes that are kept longer.
     */
    static String late(WindowSize size) {
        return "late_" + size;
    }

    /**
     * The reason of an event that is not missing: it is in its whole, and in {@code __other__}
     * instead of a series of its value, because its dimension has more values than are kept.
     */
    String OVER_BOUND = "over_bound";

    /** As many events were counted under {@code __other__}. */
    default void overBound(long count) {}

    /** One record was dropped for this reason, one of a few fixed words. */
    void dropped(String reason);

    /** As many records were dropped for this reason at once. */
    default void dropped(String reason, long count) {
        for (long i = 0; i < count; i++) {
            dropped(reason);
        }
    }
}
