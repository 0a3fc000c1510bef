package dev.tidemark.benchmarks.report;

/**
 * What a figure has to keep to.
 *
 * @param direction on which side of the limit it has to be
 * @param limit the last value that is good enough
 */
public record Bound(Direction direction, double limit) {

    /** The side of a limit. */
    public enum Direction {
        /** Smaller is better. */
        AT_MOST("<="),
        /** Larger is better. */
        AT_LEAST(">=");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }
    }

    /** The bound of a figure that may not be larger. */
    public static Bound atMost(double limit) {
        return new Bound(Direction.AT_MOST, limit);
    }

    /** The bound of a figure that may not be smaller. */
    public static Bound atLeast(double limit) {
        return new Bound(Direction.AT_LEAST, limit);
    }

    /** Whether this value is good enough; what is not a number is not. */
    boolean admits(double value) {
        return switch (direction) {
            case AT_MOST -> value <= limit;
            case AT_LEAST -> value >= limit;
        };
    }

    /** For example {@code <= 1.6}. */
    @Override
    public String toString() {
        return direction.sign + " " + Figure.text(limit);
    }
}
