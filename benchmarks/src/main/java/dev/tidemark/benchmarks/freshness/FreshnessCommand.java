package dev.tidemark.benchmarks.freshness;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.report.BenchReport;
import dev.tidemark.benchmarks.report.ReportOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark bench freshness}: how long an event takes from its acceptance to a stream. */
@Command(
        name = "freshness",
        description = {
            "Runs the whole product with an embedded broker, and sends single events, at most ten a",
            "second, that are looked for in a stream; beyond that, the rate is made up of batches of",
            "100 events of the same tenant. Times are from the answer that accepted an event to the",
            "receipt of the update that counts it; what that update says of its newest event tells how",
            "much of it was the way to the stores, and how much the wait until they were read."
        },
        mixinStandardHelpOptions = true)
public final class FreshnessCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,1000,20000",
            description = "events a second, in turn (default: ${DEFAULT-VALUE})")
    private List<Integer> rates = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "of each measurement (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "seconds at each rate before (default: ${DEFAULT-VALUE})")
    private int warmUp = 10;

    @Mixin private ReportOptions report = new ReportOptions();

    /** A command with default options; the command line sets them. */
    public FreshnessCommand() {}

    @Override
    public Integer call() throws IOException {
        rates.forEach(rate -> report.requireAtLeast(1, rate, "--rates"));
        report.requireAtLeast(1, seconds, "--seconds");
        report.requireAtLeast(1, warmUp, "--warm-up");
        Instant date = Clock.systemUTC().instant();
        try {
            List<Rung> rungs = new FreshnessBench(settings(), System.err::println).run();
            System.out.println(FreshnessReport.table(rungs));
            return report.deliver(
                    BenchReport.here(
                            "freshness",
                            date,
                            Map.of("rates", rates, "seconds", seconds, "warmUp", warmUp),
                            rungs,
                            FreshnessReport.figures(rungs)),
                    System.out,
                    System.err);
        } catch (ChildFailedException e) {
            System.err.println("tidemark: " + e.getMessage());
            return FAILED;
        }
    }

    private FreshnessSettings settings() {
        return new FreshnessSettings(
                rates, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), INTERVAL);
    }
}
