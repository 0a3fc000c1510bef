package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.report.TextTable;
import java.util.List;

/** The measurements for people: medians over the rounds, events over all rounds. */
final class FanoutTable {

    private static final double KB = 1 << 10;

    private FanoutTable() {}

    static String of(FanoutBench.Result result) {
        List<Row> rows = Row.of(result.samples());
        return cost(rows) + System.lineSeparator() + delivery(rows, result.readsWithOne());
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
                    "%,.0f".formatted(row.ofGateway(Sample::eventBytes)),
                    "%.2f".formatted(row.ofGateway(Sample::cpuMicros)),
                    "%.2f".formatted(row.ofFloor(Sample::cpuMicros)),
                    "%.2f".formatted(row.cpuRatio()),
                    "%.1f".formatted(row.ofGateway(Sample::heapBytes) / KB),
                    "%.1f".formatted(row.ofGateway(Sample::residentBytes) / KB));
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
                    "%.2f".formatted(row.ofGateway(Sample::readsPerSecond)),
                    "%,d".formatted(row.sumOfGateway(Sample::due)),
                    "%,d".formatted(row.sumOfGateway(Sample::delivered)),
                    "%.1f".formatted(row.ofGateway(Sample::p50Millis)),
                    "%.1f".formatted(row.ofGateway(Sample::p99Millis)),
                    "%.1f".formatted(row.ofFloor(Sample::p50Millis)),
                    "%.1f".formatted(row.ofFloor(Sample::p99Millis)),
                    "%.2f".formatted(row.ofGateway(Sample::clientCores)));
        }
        return table.toString();
    }
}
