package dev.tidemark.aggregator.topology;

import dev.tidemark.aggregator.sketch.DistinctSketch;
import dev.tidemark.aggregator.sketch.QuantileSketch;
import dev.tidemark.contract.Rollup;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SketchedRollup} while it grows: the same rules, in place. Not thread-safe.
 *
 * <p>{@code AccumulatorTest} holds it to what {@link Rollup#merge} gives.
 */
final class Accumulator {

    /** A {@link #weight} of one stands for so much. */
    static final int BYTES_OF_WEIGHT = 200;

    private static final byte[] NONE = {};

    private long count;
    private double sum;
    private double min;
    private double max;
    private double last;
    private long lastUpdateMs;
    private @Nullable QuantileSketch quantiles;
    private @Nullable DistinctSketch users;
    private int sketchBytes;

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
        quantiles = null;
        users = null;
    }

    /** Whether nothing was added. */
    boolean isEmpty() {
        return count == 0;
    }

    /** How many events were added. */
    long count() {
        return count;
    }

    /** Adds one event with this value at this time (ms since the epoch). */
    void add(double value, long timestampMs) {
        count++;
        sum = saturated(sum + value);
        min = Math.min(min, value);
        max = Math.max(max, value);
        takeLast(value, timestampMs);
    }

    /** Adds the value of an event to those of which percentiles are told. */
    void addToQuantiles(double value) {
        quantiles().add(value);
    }

    /** Adds the user of an event. */
    void addUser(String userId) {
        users().add(userId);
    }

    /** Adds the events of a rollup. */
    void add(SketchedRollup other) {
        add(other.rollup());
        other.quantileSketch().ifPresent(sketch -> quantiles().merge(sketch));
        other.distinctSketch().ifPresent(sketch -> users().merge(sketch));
    }

    private void add(Rollup other) {
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

    private QuantileSketch quantiles() {
        QuantileSketch found = quantiles;
        if (found == null) {
            found = new QuantileSketch();
            quantiles = found;
        }
        return found;
    }

    private DistinctSketch users() {
        DistinctSketch found = users;
        if (found == null) {
            found = new DistinctSketch();
            users = found;
        }
        return found;
    }

    private static double saturated(double sum) {
        return Math.clamp(sum, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** What was added so far. */
    SketchedRollup toRollup() {
        Rollup rollup = new Rollup(count, sum, min, max, last, lastUpdateMs);
        byte[] values = quantiles == null ? NONE : quantiles.toBytes();
        byte[] ids = users == null ? NONE : users.toBytes();
        sketchBytes = values.length + ids.length;
        return new SketchedRollup(rollup, values, ids);
    }

    /** What writing it costs, to one without sketches; as it was last written. */
    int weight() {
        return 1 + sketchBytes / BYTES_OF_WEIGHT;
    }
}
