package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.report.Median;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured in the rounds. Immutable.
 *
 * @param all in the order in which they were taken
 */
record Samples(List<Sample> all) {

    List<Sample> of(Contestant contestant) {
        return all.stream().filter(sample -> sample.contestant() == contestant).toList();
    }

    /** The median over the rounds. */
    double median(Contestant contestant, ToDoubleFunction<Sample> value) {
        return Median.of(of(contestant).stream().mapToDouble(value));
    }

    /** The median over the rounds of what compares two contestants in the same round. */
    double median(Contestant one, Contestant other, ToDoubleBiFunction<Sample, Sample> comparison) {
        List<Sample> others = of(other);
        return Median.of(
                of(one).stream()
                        .mapToDouble(
                                sample ->
                                        comparison.applyAsDouble(
                                                sample, others.get(sample.round() - 1))));
    }
}
