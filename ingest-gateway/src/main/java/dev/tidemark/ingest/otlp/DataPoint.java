package dev.tidemark.ingest.otlp;

import org.jspecify.annotations.Nullable;

/** One data point while it is read, whatever its kind. Not thread-safe. */
final class DataPoint {

    /** Set in {@link #flags} where a series ended: the point has no value. */
    static final long NO_RECORDED_VALUE = 1;

    final Attributes attributes;

    /** Nanoseconds since the epoch, unsigned; 0 if not given. */
    long startNanos;

    /** The same. */
    long timeNanos;

    long flags;

    /** Of a gauge or sum. */
    @Nullable Double number;

    /** Of a histogram: how many values, unsigned. */
    long count;

    /** Of a histogram: their sum, if it is known. */
    @Nullable Double sum;

    /** Of a histogram: the least of them, if it is known. */
    @Nullable Double min;

    /** Of a histogram: the greatest of them, if it is known. */
    @Nullable Double max;

    /** A point of this origin, of which nothing was read yet. */
    DataPoint(Origin origin) {
        this.attributes = origin.pointAttributes();
    }

    /** Whether it only says that its series has ended. */
    boolean hasNoValue() {
        return (flags & NO_RECORDED_VALUE) != 0;
    }

    /** {@link #count} as a number. */
    double countAsNumber() {
        return (count >>> 1) * 2.0 + (count & 1);
    }
}
