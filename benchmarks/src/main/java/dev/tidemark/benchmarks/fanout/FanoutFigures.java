package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.report.Bound;
import dev.tidemark.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the measurements say about us, and what they have to say. */
final class FanoutFigures {

    /** The bounds are for so many connections: for the least measured that are not fewer. */
    private static final int BOUNDED_FROM = 10_000;

    private static final double TO_FLOOR = 2;
    private static final double HEAP_KB = 25;
    private static final double READS_OFF = 0.1;
    private static final double KB = 1 << 10;

    private FanoutFigures() {}

    /** The figures; if nothing was measured with enough connections, that falls short as well. */
    static List<Figure> of(FanoutBench.Result result) {
        List<Row> rows = Row.of(result.samples());
        int most = rows.stream().mapToInt(Row::connections).max().orElse(0);
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.bounded("most connections", most, Bound.atLeast(BOUNDED_FROM)));
        int bounded =
                rows.stream()
                        .mapToInt(Row::connections)
                        .filter(connections -> connections >= BOUNDED_FROM)
                        .min()
                        .orElse(0);
        for (Row row : rows) {
            figures.addAll(ofRow(row, result.readsWithOne(), row.connections() == bounded));
        }
        return List.copyOf(figures);
    }

    private static List<Figure> ofRow(Row row, double readsWithOne, boolean bounded) {
        String prefix = "%,d: ".formatted(row.connections());
        double readsOff = Math.abs(row.ofGateway(Sample::readsPerSecond) / readsWithOne - 1);
        return List.of(
                figure(
                        bounded,
                        prefix + "CPU per event, to the bare write loop",
                        row.cpuRatio(),
                        TO_FLOOR),
                figure(
                        bounded,
                        prefix + "live heap per connection, KB",
                        row.ofGateway(Sample::heapBytes) / KB,
                        HEAP_KB),
                figure(
                        bounded,
                        prefix + "store reads, off those with 1 connection",
                        readsOff,
                        READS_OFF),
                Figure.told(
                        prefix + "share of due events delivered",
                        (double) row.sumOfGateway(Sample::delivered)
                                / row.sumOfGateway(Sample::due)),
                Figure.told(
                        prefix + "p99 from publication, to the bare write loop",
                        row.ofGateway(Sample::p99Millis) / row.ofFloor(Sample::p99Millis)),
                Figure.bounded(
                        prefix + "streams lost, events unreadable",
                        (double) row.sumOfGateway(sample -> sample.lost() + sample.unreadable()),
                        Bound.atMost(0)));
    }

    private static Figure figure(boolean bounded, String name, double value, double limit) {
        return new Figure(
                name, value, bounded ? Optional.of(Bound.atMost(limit)) : Optional.empty());
    }
}
