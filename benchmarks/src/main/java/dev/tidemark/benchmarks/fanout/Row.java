package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.report.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The samples of one number of connections. Immutable.
 *
 * @param connections that were held and read
 * @param samples of each contestant that had its turn, round by round
 */
record Row(int connections, Map<Contestant, List<Sample>> samples) {

    /** A row for each number of connections, in their order. */
    static List<Row> of(List<Sample> samples) {
        List<Row> rows = new ArrayList<>();
        for (int connections :
                samples.stream().mapToInt(Sample::connections).distinct().toArray()) {
            rows.add(
                    new Row(
                            connections,
                            samples.stream()
                                    .filter(sample -> sample.connections() == connections)
                                    .collect(Collectors.groupingBy(Sample::contestant))));
        }
        return rows;
    }

    /** Whether it had its turn. */
    boolean has(Contestant contestant) {
        return samples.containsKey(contestant);
    }

    private List<Sample> of(Contestant contestant) {
        return samples.getOrDefault(contestant, List.of());
    }

    /** A contestant's median over the rounds. */
    double of(Contestant contestant, ToDoubleFunction<Sample> value) {
        return Median.of(of(contestant).stream().mapToDouble(value));
    }

    /** One contestant's value to that of another: the median of that in each round. */
    double ratio(Contestant one, Contestant other, ToDoubleFunction<Sample> value) {
        return Median.of(
                IntStream.range(0, of(one).size())
                        .mapToDouble(
                                round ->
                                        value.applyAsDouble(of(one).get(round))
                                                / value.applyAsDouble(of(other).get(round))));
    }

    /** A contestant's sum over the rounds. */
    long sum(Contestant contestant, ToLongFunction<Sample> value) {
        return of(contestant).stream().mapToLong(value).sum();
    }
}
