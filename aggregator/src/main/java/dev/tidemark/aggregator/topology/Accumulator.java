package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;

/**
 * A {@link Rollup} while it grows: the same rules, in place. Not thread-safe.
 *
 * <p>{@code AccumulatorTest} holds it to what {@link Rollup#merge} gives.
 */
final class Accumulator {

    private long count;
    private double sum;
    private double min;
    private double max;
    private double last;
    private long lastUpdateMs;

    /** Of no events. */
    Accumulator() {
        clear();
    }

    /** Forgets all. */
    void clear() {
        count = 0;
        sum = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
        last = Double.NEGATIVE_INFINITY;
        lastUpdateMs = Long.MIN_VALUE;
    }

    /** Whether nothing was added. */
    boolean isEmpty() {
        return count == 0;
    }

    /** Adds one event with this value at this time (ms since the epoch). */
    void add(double value, long timestampMs) {
        count++;
        sum = saturated(sum + value);
        min = Math.min(min, value);
        max = Math.max(max, value);
        takeLast(value, timestampMs);
    }

    /** Adds the events of a rollup. */
    void add(Rollup other) {
        count += other.count();
        sum = saturated(sum + other.sum());
        min = Math.min(min, other.min());
        max = Math.max(max, other.max());
        takeLast(other.last(), other.lastUpdateMs());
    }

    private void takeLast(double value, long timestampMs) {
        if (timestampMs > lastUpdateMs) {
            last = value;
            lastUpdateMs = timestampMs;
        } else if (timestampMs == lastUpdateMs) {
            last = Math.max(last, value);
        }
    }

    private static double saturated(double sum) {
        return Math.clamp(sum, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** What was added so far. */
    Rollup toRollup() {
        return new Rollup(count, sum, min, max, last, lastUpdateMs);
    }
}
