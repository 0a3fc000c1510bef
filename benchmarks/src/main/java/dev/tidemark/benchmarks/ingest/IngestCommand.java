package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.report.BenchReport;
import dev.tidemark.benchmarks.report.ReportOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark bench ingest}: what taking events in costs, and what too many do. */
@Command(
        name = "ingest",
        description = {
            "Sends events to the ingest gateway, in batches and one by one, next to Kafka's own",
            "producer test and a bare HTTP handler; then more than it can take, in batches and one",
            "by one, and looks for every event that it accepted. Latencies are from the write of a",
            "request. Of the overload by single events, the p99 is told and has no bound: it is the",
            "run queue of thousands of connections."
        },
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration RAMP_UP = Duration.ofSeconds(1);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "times that each program has its turn (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "of each measurement (default: ${DEFAULT-VALUE})")
    private int seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "seconds for each program before (default: ${DEFAULT-VALUE})")
    private int warmUp = 10;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "that send single events (default: ${DEFAULT-VALUE})")
    private int connections = 256;

    @Option(
            names = "--batch-connections",
            paramLabel = "N",
            description = "that send batches of 1,000 events (default: ${DEFAULT-VALUE})")
    private int batchConnections = 16;

    @Option(
            names = "--overload-seconds",
            paramLabel = "S",
            description = "of each overload; 0 leaves them out (default: ${DEFAULT-VALUE})")
    private int overloadSeconds = 60;

    @Option(
            names = "--overload-factor",
            paramLabel = "X",
            description = "times what was taken without it (default: ${DEFAULT-VALUE})")
    private double overloadFactor = 5;

    @Option(
            names = "--overload-batch-connections",
            paramLabel = "N",
            description = "that send it in batches (default: ${DEFAULT-VALUE})")
    private int overloadBatchConnections = 1_024;

    @Option(
            names = "--overload-connections",
            paramLabel = "N",
            description = "that send it as single events (default: ${DEFAULT-VALUE})")
    private int overloadConnections = 4_000;

    @Option(
            names = "--gateway-heap",
            paramLabel = "SIZE",
            description = "-Xmx of the gateway and the bare handler (default: ${DEFAULT-VALUE})")
    private String gatewayHeap = "512m";

    @Mixin private ReportOptions report = new ReportOptions();

    /** A command with default options; the command line sets them. */
    public IngestCommand() {}

    @Override
    public Integer call() throws IOException {
        report.requireAtLeast(1, rounds, "--rounds");
        report.requireAtLeast(1, seconds, "--seconds");
        report.requireAtLeast(1, warmUp, "--warm-up");
        report.requireAtLeast(1, connections, "--connections");
        report.requireAtLeast(1, batchConnections, "--batch-connections");
        report.requireAtLeast(0, overloadSeconds, "--overload-seconds");
        report.require(overloadFactor >= 1, "--overload-factor must be at least 1");
        report.requireAtLeast(1, overloadBatchConnections, "--overload-batch-connections");
        report.requireAtLeast(1, overloadConnections, "--overload-connections");
        IngestSettings settings = settings();
        Instant date = Clock.systemUTC().instant();
        try {
            IngestBench.Result result = new IngestBench(settings, System.err::println).run();
            System.out.println(IngestTable.of(result));
            return report.deliver(
                    BenchReport.here(
                            "ingest",
                            date,
                            options(),
                            measurements(result),
                            IngestFigures.of(result)),
                    System.out,
                    System.err);
        } catch (ChildFailedException e) {
            System.err.println("tidemark: " + e.getMessage());
            return FAILED;
        }
    }

    private IngestSettings settings() {
        return new IngestSettings(
                rounds,
                Duration.ofSeconds(warmUp),
                RAMP_UP,
                Duration.ofSeconds(seconds),
                connections,
                batchConnections,
                Duration.ofSeconds(overloadSeconds),
                overloadFactor,
                overloadBatchConnections,
                overloadConnections,
                gatewayHeap);
    }

    private Map<String, Object> options() {
        return Map.of(
                "rounds", rounds,
                "seconds", seconds,
                "warmUp", warmUp,
                "connections", connections,
                "batchConnections", batchConnections,
                "overloadSeconds", overloadSeconds,
                "overloadFactor", overloadFactor,
                "overloadBatchConnections", overloadBatchConnections,
                "overloadConnections", overloadConnections,
                "gatewayHeap", gatewayHeap);
    }

    private static List<Record> measurements(IngestBench.Result result) {
        List<Record> measurements = new ArrayList<>(result.samples().all());
        measurements.addAll(result.overloads());
        return measurements;
    }
}
