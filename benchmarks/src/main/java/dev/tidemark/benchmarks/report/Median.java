package dev.tidemark.benchmarks.report;

import java.util.stream.DoubleStream;

/** The value in the middle, which one round that was disturbed does not move. */
public final class Median {

    private Median() {}

    /**
     * Of at least one value; of an even number of values the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values have no median");
        }
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
