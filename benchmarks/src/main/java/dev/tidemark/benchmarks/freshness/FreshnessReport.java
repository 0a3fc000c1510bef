package dev.tidemark.benchmarks.freshness;

import dev.tidemark.benchmarks.report.Bound;
import dev.tidemark.benchmarks.report.Figure;
import dev.tidemark.benchmarks.report.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The measurements for people, and what they have to say. */
final class FreshnessReport {

    /** The bounds are for so many events a second: for the lowest rate that is not below. */
    private static final int BOUNDED_FROM = 20_000;

    private static final double P50_MILLIS = 150;
    private static final double P99_MILLIS = 400;

    /** Of the events that are due, so much has to be accepted for the rate to count. */
    private static final double SHARE = 0.95;

    private FreshnessReport() {}

    static String table(List<Rung> rungs) {
        TextTable table =
                new TextTable(
                        0,
                        "events/s",
                        "load accepted/s",
                        "probes",
                        "missing",
                        "to store p50 ms",
                        "in store p50 ms",
                        "p50 ms",
                        "p99 ms",
                        "max ms");
        for (Rung rung : rungs) {
            table.add(
                    "%,d".formatted(rung.rate()),
                    "%,.0f".formatted(rung.acceptedPerSecond()),
                    "%,d".formatted(rung.probes()),
                    "%,d".formatted(rung.missing()),
                    "%.0f".formatted(rung.toStoreMillis()),
                    "%.0f".formatted(rung.inStoreMillis()),
                    "%.0f".formatted(rung.p50Millis()),
                    "%.0f".formatted(rung.p99Millis()),
                    "%.0f".formatted(rung.maxMillis()));
        }
        return table.toString();
    }

    /** The figures; if nothing was measured at the rate of the bounds, that falls short as well. */
    static List<Figure> figures(List<Rung> rungs) {
        int most = rungs.stream().mapToInt(Rung::rate).max().orElse(0);
        int bounded =
                rungs.stream()
                        .mapToInt(Rung::rate)
                        .filter(rate -> rate >= BOUNDED_FROM)
                        .min()
                        .orElse(0);
        List<Figure> figures = new ArrayList<>();
        figures.add(
                Figure.bounded(
                        "highest rate, events/s", (double) most, Bound.atLeast(BOUNDED_FROM)));
        for (Rung rung : rungs) {
            String prefix = "%,d/s: ".formatted(rung.rate());
            figures.add(
                    Figure.bounded(
                            prefix + "accepted probes that no update counted",
                            (double) rung.missing(),
                            Bound.atMost(0)));
            if (rung.rate() == bounded) {
                figures.add(
                        Figure.bounded(
                                prefix + "share of the rate that was accepted",
                                rung.acceptedPerSecond() / rung.rate(),
                                Bound.atLeast(SHARE)));
                figures.add(
                        Figure.bounded(
                                prefix + "p50 ms", rung.p50Millis(), Bound.atMost(P50_MILLIS)));
                figures.add(
                        Figure.bounded(
                                prefix + "p99 ms", rung.p99Millis(), Bound.atMost(P99_MILLIS)));
            } else {
                figures.add(Figure.told(prefix + "p99 ms", rung.p99Millis()));
            }
        }
        return List.copyOf(figures);
    }
}
