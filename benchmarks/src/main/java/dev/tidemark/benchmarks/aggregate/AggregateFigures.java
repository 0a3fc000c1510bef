package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.report.Bound;
import dev.tidemark.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;

/** What the rows say about us, and what they have to say. */
final class AggregateFigures {

    private static final double TO_DECODING = 1.6;
    private static final double DETAILS_TO_DECODING = 2.5;
    private static final double TO_PEER = 12;
    private static final double TO_HUNDRED_SERIES = 1.3;
    private static final double TO_EVEN_SPREAD = 0.95;

    private final List<Row> rows;

    private AggregateFigures(List<Row> rows) {
        this.rows = rows;
    }

    /** The figures of a run of all scenarios. */
    static List<Figure> of(List<Row> rows) {
        List<Figure> figures = new ArrayList<>(new AggregateFigures(rows).ratios());
        rows.stream()
                .filter(row -> row.compared() > 0)
                .map(AggregateFigures::exact)
                .forEach(figures::add);
        return figures;
    }

    private List<Figure> ratios() {
        Measurement bare = row(Scenario.EVEN, Contestant.BARE);
        Measurement decode = row(Scenario.EVEN, Contestant.DECODE);
        Measurement ours = row(Scenario.EVEN, Contestant.OURS);
        Measurement peer = row(Scenario.PEER, Contestant.PEER);
        Measurement tuned = row(Scenario.PEER, Contestant.TUNED_PEER);
        Measurement many = row(Scenario.MANY, Contestant.OURS);
        Measurement hot = row(Scenario.HOT, Contestant.OURS);
        Measurement detailed = row(Scenario.DETAILS, Contestant.OURS);
        Measurement detailedDecode = row(Scenario.DETAILS, Contestant.DECODE);
        Measurement ids = row(Scenario.IDS, Contestant.OURS);
        return List.of(
                Figure.told("d/a: CPU per event, to a bare consumer", cpu(ours, bare)),
                Figure.bounded(
                        "d/b: CPU per event, to decoding and a hash map",
                        cpu(ours, decode),
                        Bound.atMost(TO_DECODING)),
                Figure.bounded(
                        "d/b with details: CPU per event, to decoding and a hash map",
                        cpu(detailed, detailedDecode),
                        Bound.atMost(DETAILS_TO_DECODING)),
                Figure.bounded(
                        "c/d: CPU per event, of the plain DSL to ours",
                        cpu(peer, ours),
                        Bound.atLeast(TO_PEER)),
                Figure.told("CPU per event, of the tuned DSL to ours", cpu(tuned, ours)),
                Figure.bounded(
                        "d: CPU per event, 10,000 series to 100",
                        cpu(many, ours),
                        Bound.atMost(TO_HUNDRED_SERIES)),
                Figure.bounded(
                        "d: events/s, 90 % in one series to an even spread",
                        hot.eventsPerSecond() / ours.eventsPerSecond(),
                        Bound.atLeast(TO_EVEN_SPREAD)),
                Figure.told("d: CPU per event, with a client's id to without", cpu(ids, ours)));
    }

    private static double cpu(Measurement one, Measurement other) {
        return one.cpuMicros() / other.cpuMicros();
    }

    private static Figure exact(Row row) {
        return Figure.bounded(
                "%s, %s: totals that are not exact".formatted(row.contestant(), row.scenario()),
                row.wrong(),
                Bound.atMost(0));
    }

    private Measurement row(Scenario scenario, Contestant contestant) {
        return rows.stream()
                .filter(row -> row.is(scenario, contestant))
                .map(Row::measurement)
                .findFirst()
                .orElseThrow();
    }
}
