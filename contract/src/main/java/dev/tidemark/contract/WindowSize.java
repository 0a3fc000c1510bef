package dev.tidemark.contract;

import dev.tidemark.contract.config.Durations;
import java.time.Duration;

/**
 * The length of a tumbling window: start inclusive, end exclusive, aligned to the epoch.
 *
 * <p>Written as a whole number and a unit: {@code 10s}, {@code 1m}, {@code 5m}, {@code 1h}, {@code
 * 1d}. {@link #toString} gives the shortest such form, so {@code 60s} and {@code 1m} are one size
 * with one name.
 *
 * @param lengthMs in milliseconds; a positive whole number of seconds
 */
public record WindowSize(long lengthMs) {

    /** The finest size of the default configuration. */
    public static final WindowSize ONE_MINUTE = new WindowSize(60_000);

    /** The middle size of the default configuration. */
    public static final WindowSize FIVE_MINUTES = new WindowSize(300_000);

    /** The coarsest size of the default configuration. */
    public static final WindowSize ONE_HOUR = new WindowSize(3_600_000);

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not a positive whole number of seconds
     */
    public WindowSize {
        if (lengthMs <= 0 || lengthMs % SECOND != 0) {
            throw new IllegalArgumentException(
                    "a window must last a positive whole number of seconds; got "
                            + lengthMs
                            + " ms");
        }
    }

    /**
     * The size that is written as {@code text}.
     *
     * @throws IllegalArgumentException if it is not a number and a unit, or not whole seconds
     */
    public static WindowSize parse(String text) {
        return new WindowSize(Durations.parse(text).toMillis());
    }

    /** Start of the window that holds this instant; both in milliseconds since the epoch. */
    public long startOf(long timestampMs) {
        return Math.floorDiv(timestampMs, lengthMs) * lengthMs;
    }

    /** The length as a duration. */
    public Duration duration() {
        return Duration.ofMillis(lengthMs);
    }

    /** The shortest written form, for example {@code 5m}. */
    @Override
    public String toString() {
        if (lengthMs % DAY == 0) {
            return lengthMs / DAY + "d";
        }
        if (lengthMs % HOUR == 0) {
            return lengthMs / HOUR + "h";
        }
        return lengthMs % MINUTE == 0 ? lengthMs / MINUTE + "m" : lengthMs / SECOND + "s";
    }
}
