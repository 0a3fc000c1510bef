package dev.tidemark.contract.query;

import java.util.Optional;

/**
 * What a view asks for beyond counts and sums. What is not asked for is not read.
 *
 * @param percentiles whether of types that have them
 * @param users whether the number of unique users
 * @param breakdown by which dimension, if any
 */
public record Extras(boolean percentiles, boolean users, Optional<By> breakdown) {

    /** Nothing. */
    public static final Extras NONE = new Extras(false, false, Optional.empty());

    /** By what the parts of a breakdown are ranked, the greatest first. */
    public enum Order {
        /** Number of events. */
        COUNT,
        /** Sum of their values. */
        SUM,
        /** The value that 95 % of the events do not exceed; parts without percentiles come last. */
        P95
    }

    /**
     * A breakdown of each type that has this dimension.
     *
     * @param dimension name of a field of the metadata
     * @param top how many parts are told one by one; the rest is told as one
     * @param order which come first
     */
    public record By(String dimension, int top, Order order) {}

    /** Whether anything is asked for that the sketches of counters and windows tell. */
    public boolean sketches() {
        return percentiles || users;
    }

    /** Whether nothing is asked for. */
    public boolean isNone() {
        return !sketches() && breakdown.isEmpty();
    }
}
