package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.report.TextTable;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The measurements for people: medians over the rounds. */
final class IngestTable {

    private static final double MICROS_PER_MILLI = 1e3;

    private IngestTable() {}

    static String of(IngestBench.Result result) {
        return rounds(result.samples())
                + result.overloads().stream()
                        .map(overload -> System.lineSeparator() + overload(overload))
                        .collect(Collectors.joining());
    }

    private static String rounds(Samples samples) {
        TextTable table =
                new TextTable(
                        1,
                        "program",
                        "events/s",
                        "CPU us/event",
                        "bytes/event",
                        "p50 ms",
                        "p99 ms",
                        "client cores");
        for (Contestant contestant : Contestant.values()) {
            boolean asked = contestant != Contestant.PRODUCER;
            table.add(
                    contestant.label(),
                    text("%,.0f", samples, contestant, Sample::eventsPerSecond),
                    text("%.2f", samples, contestant, Sample::cpuMicros),
                    text("%,.0f", samples, contestant, Sample::allocatedBytes),
                    asked ? text("%.1f", samples, contestant, Sample::p50Millis) : "-",
                    asked ? text("%.1f", samples, contestant, Sample::p99Millis) : "-",
                    asked ? text("%.2f", samples, contestant, Sample::clientCores) : "-");
        }
        return table.toString();
    }

    private static String text(
            String format, Samples samples, Contestant contestant, ToDoubleFunction<Sample> value) {
        return format.formatted(samples.median(contestant, value));
    }

    private static String overload(Overload overload) {
        LoadOutcome outcome = overload.outcome();
        TopicCount.Result count = overload.count();
        TextTable table = new TextTable(1, overload.flood().label(), "at capacity", "overloaded");
        table.add("requests due/s", "-", "%,.0f".formatted(overload.intendedPerSecond()));
        table.add("sent/s", "-", "%,.0f".formatted(overload.sentPerSecond()));
        table.add("answered/s", "-", "%,.0f".formatted(outcome.requests() / outcome.seconds()));
        table.add(
                "accepted events/s",
                "%,.0f".formatted(overload.capacityPerSecond()),
                "%,.0f".formatted(overload.acceptedPerSecond()));
        table.add("accepted p50 ms", "-", millis(outcome.p50Micros()));
        table.add(
                "accepted p99 ms",
                "%.1f".formatted(overload.capacityP99Millis()),
                millis(outcome.p99Micros()));
        table.add("refused p99 ms", "-", millis(outcome.refusedP99Micros()));
        table.add("CPU us/accepted", "-", "%.2f".formatted(overload.load().cpuMicros()));
        table.add("gateway cores", "-", "%.2f".formatted(overload.load().cores()));
        table.add(
                "client cores",
                "-",
                "%.2f".formatted(outcome.clientCpuSeconds() / outcome.seconds()));
        table.add("statuses", "-", counts(outcome.statuses()));
        table.add("reconnects", "-", "%,d".formatted(outcome.reconnects()));
        table.add("faults", "-", counts(outcome.faults()));
        table.add("accepted events", "-", "%,d".formatted(count.accepted()));
        table.add("of these missing", "-", "%,d".formatted(count.missing()));
        return table.toString();
    }

    private static String millis(long micros) {
        return "%.1f".formatted(micros / MICROS_PER_MILLI);
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> "%s: %,d".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("; "));
    }
}
