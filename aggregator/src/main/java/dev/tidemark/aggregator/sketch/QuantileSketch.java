package dev.tidemark.aggregator.sketch;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import java.util.NoSuchElementException;

/**
 * Percentiles of many values, each within 1 % of an exact one: a DDSketch.
 *
 * <p>After Masson, Rim and Lee, "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with
 * Relative-Error Guarantees" (PVLDB 12, 2019). A value is counted in the bin of its logarithm; the
 * bins of both signs and of zero are one sequence, in the order of the values.
 *
 * <p>What is added is kept as at most {@value Bins#MAX_BINS} bins. Only values that fill more, as
 * no measurement of one thing does, lose the lowest bins, which are counted in the lowest that is
 * left. Values nearer to zero than about {@link Double#MIN_NORMAL} are counted as zero.
 *
 * <p>Not thread-safe.
 */
public final class QuantileSketch {

    /**
     * Below the 1 % that is promised, for rounding. Part of the format, as is the mapping: this one
     * computes with plain arithmetic, so every machine finds the same bin.
     */
    private static final double RELATIVE_ACCURACY = 0.0099;

    private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(RELATIVE_ACCURACY);

    /** Magnitudes below this are zero. */
    private static final double LEAST = MAPPING.minIndexableValue();

    /**
     * Makes the key of the least magnitude 1, so that 0 is zero's, and a negative value's is -x.
     */
    private static final int KEY_OFFSET = 1 - MAPPING.index(LEAST);

    /** The key of the greatest value. */
    static final int MAX_KEY = MAPPING.index(Double.MAX_VALUE) + KEY_OFFSET;

    private final Bins bins;

    /** A sketch without values. */
    public QuantileSketch() {
        this(new Bins());
    }

    private QuantileSketch(Bins bins) {
        this.bins = bins;
    }

    /**
     * Adds one value.
     *
     * @throws IllegalArgumentException if it is infinite or not a number
     */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a sketch takes finite values, not " + value);
        }
        bins.add(key(value), 1);
    }

    /** Adds what was added to the other sketch, which stays as it is. */
    public void merge(QuantileSketch other) {
        bins.addAll(other.bins);
    }

    /**
     * About the value at rank {@code floor(q * (count - 1))} of the sorted values, counted from 0;
     * off by at most 1 % of it.
     *
     * @param q 0 for the least, 0.5 for the median, 1 for the greatest
     * @throws IllegalArgumentException if {@code q} is not within 0 and 1
     * @throws NoSuchElementException if the sketch is empty
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile is between 0 and 1, not " + q);
        }
        if (isEmpty()) {
            throw new NoSuchElementException("an empty sketch has no quantiles");
        }
        return value(bins.keyAt((long) Math.floor(q * (count() - 1))));
    }

    /**
     * How many values were added. A bin stops counting at 2^48, which a million values a second
     * fill in nine years.
     */
    public long count() {
        return bins.count();
    }

    /** Whether no value was added. */
    public boolean isEmpty() {
        return bins.isEmpty();
    }

    /** A sketch of the same values, which grows apart from this one. */
    public QuantileSketch copy() {
        return new QuantileSketch(bins.copy());
    }

    /**
     * One byte of format version, then the bins as {@link BinsCodec} writes them; a single value
     * takes 5 bytes, 10,000 some 700. Equal for equal values, however they were added.
     */
    public byte[] toBytes() {
        return BinsCodec.encode(bins);
    }

    /**
     * The sketch that was written as these bytes.
     *
     * @throws IllegalArgumentException if {@link #toBytes} never gives such bytes
     */
    public static QuantileSketch fromBytes(byte[] bytes) {
        return new QuantileSketch(BinsCodec.decode(bytes));
    }

    private static int key(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < LEAST) {
            return 0;
        }
        int key = MAPPING.index(magnitude) + KEY_OFFSET;
        return value > 0 ? key : -key;
    }

    private static double value(int key) {
        if (key == 0) {
            return 0;
        }
        // The middle of the highest bin is beyond what a double can hold.
        double magnitude = Math.min(MAPPING.value(Math.abs(key) - KEY_OFFSET), Double.MAX_VALUE);
        return key > 0 ? magnitude : -magnitude;
    }
}
