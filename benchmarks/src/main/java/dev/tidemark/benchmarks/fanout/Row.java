package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.report.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The samples of one number of connections. Immutable.
 *
 * @param connections that were held
 * @param gateway its samples, round by round
 * @param floor its samples, round by round
 */
record Row(int connections, List<Sample> gateway, List<Sample> floor) {

    /** A row for each number of connections, in their order. */
    static List<Row> of(List<Sample> samples) {
        List<Row> rows = new ArrayList<>();
        for (int connections :
                samples.stream().mapToInt(Sample::connections).distinct().toArray()) {
            rows.add(
                    new Row(
                            connections,
                            of(samples, connections, Contestant.GATEWAY),
                            of(samples, connections, Contestant.FLOOR)));
        }
        return rows;
    }

    private static List<Sample> of(List<Sample> samples, int connections, Contestant contestant) {
        return samples.stream()
                .filter(sample -> sample.connections() == connections)
                .filter(sample -> sample.contestant() == contestant)
                .toList();
    }

    /** The gateway's median over the rounds. */
    double ofGateway(ToDoubleFunction<Sample> value) {
        return Median.of(gateway.stream().mapToDouble(value));
    }

    /** The floor's median over the rounds. */
    double ofFloor(ToDoubleFunction<Sample> value) {
        return Median.of(floor.stream().mapToDouble(value));
    }

    /** The gateway's CPU for each event to that of the floor: the median of that in each round. */
    double cpuRatio() {
        return Median.of(
                IntStream.range(0, gateway.size())
                        .mapToDouble(
                                round ->
                                        gateway.get(round).cpuMicros()
                                                / floor.get(round).cpuMicros()));
    }

    /** The gateway's sum over the rounds. */
    long sumOfGateway(ToLongFunction<Sample> value) {
        return gateway.stream().mapToLong(value).sum();
    }
}
