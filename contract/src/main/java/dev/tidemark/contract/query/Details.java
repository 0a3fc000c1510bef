package dev.tidemark.contract.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the stores held for the {@link Extras} of a view. "The range" is that of the view's windows.
 *
 * @param counters since the beginning, by type
 * @param range over the range, by type
 * @param rangeUsers unique users over the range and all of the view's types; null if not asked for
 * @param windows of each window that has some, by type and then by start, ascending
 * @param breakdowns over the range, of each type that has the dimension, by type
 * @param incomplete why the numbers may be so; null if not asked for
 */
public record Details(
        Map<String, Sketched> counters,
        Map<String, Sketched> range,
        @Nullable Long rangeUsers,
        List<OfWindow> windows,
        List<Breakdown> breakdowns,
        @Nullable Incomplete incomplete) {

    /** Details that do not tell what may be missing. */
    public Details(
            Map<String, Sketched> counters,
            Map<String, Sketched> range,
            @Nullable Long rangeUsers,
            List<OfWindow> windows,
            List<Breakdown> breakdowns) {
        this(counters, range, rangeUsers, windows, breakdowns, null);
    }

    /**
     * What sketches tell. Null where it was not asked for, or is not kept of the type.
     *
     * @param percentiles of the values
     * @param users unique ones; within 1.5 % (standard error), exact up to 100
     */
    public record Sketched(@Nullable Percentiles percentiles, @Nullable Long users) {

        /** Nothing. */
        public static final Sketched NOTHING = new Sketched(null, null);
    }

    /**
     * Values that a share of the events does not exceed, each within 1 %.
     *
     * @param p50 half of them
     * @param p90 90 %
     * @param p95 95 %
     * @param p99 99 %
     */
    public record Percentiles(double p50, double p90, double p95, double p99) {}

    /**
     * What the sketches of one window tell.
     *
     * @param type of the series
     * @param startMs start of the window, milliseconds since the epoch
     * @param sketched what they tell
     */
    public record OfWindow(String type, long startMs, Sketched sketched) {}

    /**
     * A whole and its parts. Counts and sums of {@code parts} and {@code other} add up to those of
     * the whole.
     *
     * @param type of the whole
     * @param dimension by which it is broken down
     * @param parts the greatest, in the order that was asked for
     * @param other all others together; its value is {@code __other__}
     */
    public record Breakdown(String type, String dimension, List<Part> parts, Part other) {}

    /**
     * The events of one value.
     *
     * @param value of the dimension
     * @param count how many events
     * @param sum of their values
     * @param min the least value; null without events
     * @param max the greatest value; null without events
     * @param percentiles of types that have them, if they were asked for or ranked by
     */
    public record Part(
            String value,
            long count,
            double sum,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Percentiles percentiles) {}
}
