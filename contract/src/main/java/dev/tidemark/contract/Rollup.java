package dev.tidemark.contract;

/**
 * The aggregate of some events of one series.
 *
 * <p>Immutable. {@link #merge} is associative and commutative with {@link #EMPTY} as its neutral
 * element, so the result does not depend on how events were split or in which order they came (sums
 * of fractions up to the rounding of {@code double}; sums of whole numbers below 2^53 are exact).
 *
 * @param count how many events
 * @param sum of their values; stays within the range of finite doubles
 * @param min smallest value; {@code +Infinity} when there is none
 * @param max largest value; {@code -Infinity} when there is none
 * @param last value of the newest event; of several in the same millisecond, the largest
 * @param lastUpdateMs timestamp of the newest event, in milliseconds since the epoch
 */
public record Rollup(
        long count, double sum, double min, double max, double last, long lastUpdateMs) {

    /** The rollup of no events. */
    public static final Rollup EMPTY =
            new Rollup(
                    0,
                    0,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Long.MIN_VALUE);

    /** The rollup of the one event that had this value at this time (ms since the epoch). */
    public static Rollup of(double value, long timestampMs) {
        return new Rollup(1, value, value, value, value, timestampMs);
    }

    /** The rollup of the events of both. */
    public Rollup merge(Rollup other) {
        return new Rollup(
                count + other.count,
                saturated(sum + other.sum),
                Math.min(min, other.min),
                Math.max(max, other.max),
                newestOf(other),
                Math.max(lastUpdateMs, other.lastUpdateMs));
    }

    /** A sum beyond the largest double stays there: JSON has no word for infinity. */
    private static double saturated(double sum) {
        return Math.clamp(sum, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private double newestOf(Rollup other) {
        if (lastUpdateMs == other.lastUpdateMs) {
            return Math.max(last, other.last);
        }
        return lastUpdateMs > other.lastUpdateMs ? last : other.last;
    }
}
