package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.report.TextTable;
import java.util.List;

/** The rows for people. */
final class AggregateTable {

    private AggregateTable() {}

    static String of(List<Row> rows) {
        TextTable table =
                new TextTable(
                        2,
                        "events",
                        "contestant",
                        "number",
                        "events/s",
                        "CPU us/event",
                        "with start",
                        "bytes/event",
                        "whole run",
                        "exact");
        for (Row row : rows) {
            Measurement spent = row.measurement();
            table.add(
                    row.scenario(),
                    row.contestant(),
                    "%,d".formatted(spent.events()),
                    "%,.0f".formatted(spent.eventsPerSecond()),
                    "%.2f".formatted(spent.cpuMicros()),
                    "%.2f".formatted(spent.wholeCpuMicros()),
                    "%,.0f".formatted(spent.allocatedBytes()),
                    "%.1f s".formatted(spent.wholeSeconds()),
                    exact(row));
        }
        return table.toString();
    }

    private static String exact(Row row) {
        if (row.compared() == 0) {
            return "-";
        }
        return row.wrong() == 0
                ? "yes, %,d".formatted(row.compared())
                : "NO, %,d of %,d wrong".formatted(row.wrong(), row.compared());
    }
}
