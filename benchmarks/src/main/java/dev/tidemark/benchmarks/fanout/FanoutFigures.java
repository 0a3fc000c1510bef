package dev.tidemark.benchmarks.fanout;

import static dev.tidemark.benchmarks.fanout.Contestant.FLOOR;
import static dev.tidemark.benchmarks.fanout.Contestant.GATEWAY;
import static dev.tidemark.benchmarks.fanout.Contestant.NCHAN;
import static dev.tidemark.benchmarks.fanout.Contestant.STALLED;

import dev.tidemark.benchmarks.report.Bound;
import dev.tidemark.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the measurements say about us, and what they have to say. */
final class FanoutFigures {

    /** The bounds are for so many connections: for the least measured that are not fewer. */
    private static final int BOUNDED_FROM = 10_000;

    private static final double TO_FLOOR = 2;
    private static final double TO_NCHAN = 1;
    private static final double WITH_STALLED = 1.1;
    private static final double HEAP_KB = 25;

    /** Less than 100 bytes for each of 20,000 connections. */
    private static final double GROWTH_KB = 1_900;

    /** Pooled connections to the aggregator, and the like. */
    private static final double FILES_MORE = 20;

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
        result.closings().stream()
                .collect(
                        Collectors.groupingBy(
                                Closing::connections, TreeMap::new, Collectors.toList()))
                .forEach(
                        (connections, closings) ->
                                figures.addAll(ofClosings(connections, closings)));
        return List.copyOf(figures);
    }

    private static List<Figure> ofRow(Row row, double readsWithOne, boolean bounded) {
        String prefix = "%,d: ".formatted(row.connections());
        double readsOff = Math.abs(row.of(GATEWAY, Sample::readsPerSecond) / readsWithOne - 1);
        List<Figure> figures = new ArrayList<>();
        figures.add(
                figure(
                        bounded,
                        prefix + "CPU per event, to the bare write loop",
                        row.ratio(GATEWAY, FLOOR, Sample::cpuMicros),
                        TO_FLOOR));
        if (row.has(NCHAN)) {
            figures.add(
                    figure(
                            bounded,
                            prefix + "CPU per event, to nchan",
                            row.ratio(GATEWAY, NCHAN, Sample::cpuMicros),
                            TO_NCHAN));
        }
        figures.add(
                figure(
                        bounded,
                        prefix + "live heap per connection, KB",
                        row.of(GATEWAY, Sample::heapBytes) / KB,
                        HEAP_KB));
        figures.add(
                figure(
                        bounded,
                        prefix + "store reads, off those with 1 connection",
                        readsOff,
                        READS_OFF));
        if (row.has(STALLED)) {
            figures.add(
                    figure(
                            bounded,
                            prefix + "p99 with a tenth stalled, to that without",
                            row.ratio(STALLED, GATEWAY, Sample::p99Millis),
                            WITH_STALLED));
        }
        figures.add(
                Figure.told(
                        prefix + "share of due events delivered",
                        (double) row.sum(GATEWAY, Sample::delivered)
                                / row.sum(GATEWAY, Sample::due)));
        figures.add(
                Figure.told(
                        prefix + "p99 from publication, to the bare write loop",
                        row.of(GATEWAY, Sample::p99Millis) / row.of(FLOOR, Sample::p99Millis)));
        figures.add(
                Figure.bounded(
                        prefix + "streams lost, events unreadable",
                        (double) row.sum(GATEWAY, sample -> sample.lost() + sample.unreadable()),
                        Bound.atMost(0)));
        return figures;
    }

    /** From the first closing to the last: what the first leaves is there once and for all. */
    private static List<Figure> ofClosings(int connections, List<Closing> closings) {
        String prefix = "%,d, closed %d times: ".formatted(connections, closings.size() - 1);
        Closing first = closings.get(Math.min(1, closings.size() - 1));
        Closing last = closings.getLast();
        return List.of(
                Figure.bounded(
                        prefix + "due events not delivered, streams lost",
                        (double)
                                closings.stream()
                                        .mapToLong(
                                                closing ->
                                                        closing.due()
                                                                - closing.delivered()
                                                                + closing.lost())
                                        .sum(),
                        Bound.atMost(0)),
                Figure.bounded(
                        prefix + "growth of the live heap, KB",
                        (last.after().liveHeap() - first.after().liveHeap()) / KB,
                        Bound.atMost(GROWTH_KB)),
                Figure.bounded(
                        prefix + "open files more than before the first",
                        (double)
                                (last.after().openFiles()
                                        - closings.getFirst().after().openFiles()),
                        Bound.atMost(FILES_MORE)));
    }

    private static Figure figure(boolean bounded, String name, double value, double limit) {
        return new Figure(
                name, value, bounded ? Optional.of(Bound.atMost(limit)) : Optional.empty());
    }
}
