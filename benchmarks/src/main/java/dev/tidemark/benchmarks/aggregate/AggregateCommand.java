package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.report.BenchReport;
import dev.tidemark.benchmarks.report.ReportOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark bench aggregate}: what counting costs. */
@Command(
        name = "aggregate",
        description = {
            "Counts events with the aggregator and, next to it in the same run, with a bare",
            "consumer, with a hash map, and with a plain Kafka Streams program."
        },
        mixinStandardHelpOptions = true)
public final class AggregateCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    /** With fewer, the last four fifths are over before anything is compiled. */
    private static final long MIN_EVENTS = 10_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "events of each scenario (default: ${DEFAULT-VALUE})")
    private long events = 16_000_000;

    @Mixin private ReportOptions report = new ReportOptions();

    /** A command with default options; the command line sets them. */
    public AggregateCommand() {}

    @Override
    public Integer call() throws IOException {
        report.requireAtLeast(MIN_EVENTS, events, "--events");
        Clock clock = Clock.systemUTC();
        Instant date = clock.instant();
        try {
            List<Row> rows =
                    new AggregateBench(events, clock, System.err::println).run(Scenario.ALL);
            System.out.println(AggregateTable.of(rows));
            return report.deliver(
                    BenchReport.here(
                            "aggregate",
                            date,
                            Map.of("events", events),
                            rows,
                            AggregateFigures.of(rows)),
                    System.out,
                    System.err);
        } catch (ChildFailedException e) {
            System.err.println("tidemark: " + e.getMessage());
            return FAILED;
        }
    }
}
