package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.report.TextTable;
import java.util.List;

/** The measurements for people: medians over the rounds, events over all rounds. */
final class FanoutTable {

    static final double MB = 1 << 20;

    private static final double KB = 1 << 10;

    private FanoutTable() {}

    static String of(FanoutBench.Result result) {
        List<Row> rows = Row.of(result.samples());
        String gap = System.lineSeparator();
        return cost(rows)
                + gap
                + delivery(rows, result.readsWithOne())
                + others(rows)
                + closings(result.closings());
    }

    /** Those that not every run has. */
    private static String others(List<Row> rows) {
        TextTable table =
                new TextTable(
                        1,
                        "beside",
                        "connections",
                        "CPU us/event",
                        "gateway's, ratio",
                        "p50 ms",
                        "p99 ms",
                        "gateway's p99 ms",
                        "RSS KB/conn");
        boolean any = false;
        for (Row row : rows) {
            for (Contestant other : List.of(Contestant.STALLED, Contestant.NCHAN)) {
                if (row.has(other)) {
                    any = true;
                    table.add(
                            other.label(),
                            "%,d".formatted(row.connections()),
                            "%.2f".formatted(row.of(other, Sample::cpuMicros)),
                            "%.2f"
                                    .formatted(
                                            row.ratio(
                                                    Contestant.GATEWAY, other, Sample::cpuMicros)),
                            "%.1f".formatted(row.of(other, Sample::p50Millis)),
                            "%.1f".formatted(row.of(other, Sample::p99Millis)),
                            "%.1f".formatted(row.of(Contestant.GATEWAY, Sample::p99Millis)),
                            "%.1f".formatted(row.of(other, Sample::residentBytes) / KB));
                }
            }
        }
        return any ? System.lineSeparator() + table : "";
    }

    private static String closings(List<Closing> closings) {
        TextTable table =
                new TextTable(
                        0,
                        "connections",
                        "closing",
                        "due",
                        "delivered",
                        "let go ms",
                        "live MB",
                        "RSS MB",
                        "threads",
                        "open files");
        for (Closing closing : closings) {
            table.add(
                    "%,d".formatted(closing.connections()),
                    closing.round() == 0 ? "before" : Integer.toString(closing.round()),
                    "%,d".formatted(closing.due()),
                    "%,d".formatted(closing.delivered()),
                    "%,d".formatted(closing.letGoMillis()),
                    "%.1f".formatted(closing.after().liveHeap() / MB),
                    "%.0f".formatted(closing.after().resident() / MB),
                    "%d".formatted(closing.after().threads()),
                    "%d".formatted(closing.after().openFiles()));
        }
        return closings.isEmpty() ? "" : System.lineSeparator() + table;
    }

    private static String cost(List<Row> rows) {
        TextTable table =
                new TextTable(
                        0,
                        "connections",
                        "event bytes",
                        "gateway CPU us/event",
                        "floor CPU us/event",
                        "ratio",
                        "heap KB/conn",
                        "RSS KB/conn");
        for (Row row : rows) {
            table.add(
                    "%,d".formatted(row.connections()),
                    "%,.0f".formatted(row.of(Contestant.GATEWAY, Sample::eventBytes)),
                    "%.2f".formatted(row.of(Contestant.GATEWAY, Sample::cpuMicros)),
                    "%.2f".formatted(row.of(Contestant.FLOOR, Sample::cpuMicros)),
                    "%.2f"
                            .formatted(
                                    row.ratio(
                                            Contestant.GATEWAY,
                                            Contestant.FLOOR,
                                            Sample::cpuMicros)),
                    "%.1f".formatted(row.of(Contestant.GATEWAY, Sample::heapBytes) / KB),
                    "%.1f".formatted(row.of(Contestant.GATEWAY, Sample::residentBytes) / KB));
        }
        return table.toString();
    }

    private static String delivery(List<Row> rows, double readsWithOne) {
        TextTable table =
                new TextTable(
                        0,
                        "connections",
                        "reads/s",
                        "due",
                        "delivered",
                        "p50 ms",
                        "p99 ms",
                        "floor p50 ms",
                        "floor p99 ms",
                        "client cores");
        table.add("1", "%.2f".formatted(readsWithOne), "-", "-", "-", "-", "-", "-", "-");
        for (Row row : rows) {
            table.add(
                    "%,d".formatted(row.connections()),
                    "%.2f".formatted(row.of(Contestant.GATEWAY, Sample::readsPerSecond)),
                    "%,d".formatted(row.sum(Contestant.GATEWAY, Sample::due)),
                    "%,d".formatted(row.sum(Contestant.GATEWAY, Sample::delivered)),
                    "%.1f".formatted(row.of(Contestant.GATEWAY, Sample::p50Millis)),
                    "%.1f".formatted(row.of(Contestant.GATEWAY, Sample::p99Millis)),
                    "%.1f".formatted(row.of(Contestant.FLOOR, Sample::p50Millis)),
                    "%.1f".formatted(row.of(Contestant.FLOOR, Sample::p99Millis)),
                    "%.2f".formatted(row.of(Contestant.GATEWAY, Sample::clientCores)));
        }
        return table.toString();
    }
}
