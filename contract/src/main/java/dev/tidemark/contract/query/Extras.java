package dev.tidemark.contract.query;

import java.util.List;
import java.util.Optional;

/**
 * What a view asks for beyond counts and sums. What is not asked for is not read.
 *
 * @param percentiles whether of types that have them
 * @param users whether the number of unique users
 * @param incomplete whether why the numbers may be incomplete
 * @param breakdown by which dimensions, if any
 */
public record Extras(
        boolean percentiles, boolean users, boolean incomplete, Optional<By> breakdown) {

    /** Nothing. */
    public static final Extras NONE = new Extras(false, false, false, Optional.empty());

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
     * Breakdowns of each type that has these dimensions.
     *
     * @param dimensions names of fields of the metadata; empty for all that are kept of each type
     * @param top how many parts are told one by one; the rest is told as one
     * @param order which come first
     */
    public record By(List<String> dimensions, int top, Order order) {

        /** Copies the names. */
        public By {
            dimensions = List.copyOf(dimensions);
        }

        /** By one dimension. */
        public By(String dimension, int top, Order order) {
            this(List.of(dimension), top, order);
        }

        /** Whether it asks for this dimension. */
        public boolean asksFor(String dimension) {
            return dimensions.isEmpty() || dimensions.contains(dimension);
        }
    }

    /** Extras that do not ask for what may be missing. */
    public Extras(boolean percentiles, boolean users, Optional<By> breakdown) {
        this(percentiles, users, false, breakdown);
    }

    /** Whether anything is asked for that the sketches of counters and windows tell. */
    public boolean sketches() {
        return percentiles || users;
    }

    /** Whether nothing is asked for. */
    public boolean isNone() {
        return !sketches() && !incomplete && breakdown.isEmpty();
    }
}
