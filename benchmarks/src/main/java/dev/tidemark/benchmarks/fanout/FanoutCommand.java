package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.report.BenchReport;
import dev.tidemark.benchmarks.report.ReportOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark bench fanout}: what it costs to push a view to very many connections. */
@Command(
        name = "fanout",
        description = {
            "Holds streams of one view that changes with every tick, of the dashboard gateway and,",
            "in turn, of a bare loop of non-blocking writes of the same bytes, and of nginx with nchan",
            "where it is installed. CPU is of the whole",
            "process by delivered event; memory is after a full collection, with all connections",
            "less with none; latencies are from the making of the store's answer to the receipt."
        },
        mixinStandardHelpOptions = true)
public final class FanoutCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MIN_INTERVAL_MS = 100;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            defaultValue = "100,1000,10000",
            description = "that are held, in turn (default: ${DEFAULT-VALUE})")
    private List<Integer> connections = List.of();

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "processes that share them (default: ${DEFAULT-VALUE})")
    private int clients = 1;

    @Option(
            names = "--stalled",
            description = "give the gateway a turn with a tenth more connections that read nothing")
    private boolean stalled;

    @Option(
            names = "--rounds-of-closing",
            paramLabel = "R",
            description = "times that all are closed at once (default: ${DEFAULT-VALUE})")
    private int closings;

    @Option(
            names = "--interval",
            paramLabel = "MS",
            description = "milliseconds between two updates (default: ${DEFAULT-VALUE})")
    private int intervalMs = 1_000;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            description = "times that each server has its turn (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "of each measurement (default: ${DEFAULT-VALUE})")
    private int seconds = 10;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "seconds for each server before (default: ${DEFAULT-VALUE})")
    private int warmUp = 10;

    @Option(
            names = "--gateway-heap",
            paramLabel = "SIZE",
            description = "-Xmx of the gateway and the bare loop (default: ${DEFAULT-VALUE})")
    private String gatewayHeap = "1g";

    @Mixin private ReportOptions report = new ReportOptions();

    /** A command with default options; the command line sets them. */
    public FanoutCommand() {}

    @Override
    public Integer call() throws IOException {
        connections.forEach(number -> report.requireAtLeast(1, number, "--connections"));
        report.requireAtLeast(1, clients, "--clients");
        report.requireAtLeast(0, closings, "--rounds-of-closing");
        report.requireAtLeast(MIN_INTERVAL_MS, intervalMs, "--interval");
        report.requireAtLeast(1, rounds, "--rounds");
        report.requireAtLeast(1, seconds, "--seconds");
        report.requireAtLeast(1, warmUp, "--warm-up");
        List<Integer> allowed = FileLimit.allowed(connections, System.err::println);
        Optional<Nchan> nchan = Nchan.find(System.getenv());
        Instant date = Clock.systemUTC().instant();
        try {
            FanoutBench.Result result =
                    new FanoutBench(settings(allowed, nchan), System.err::println).run();
            System.out.println(FanoutTable.of(result));
            if (nchan.isEmpty()) {
                System.out.println("nchan: not measured: nginx with nchan is not installed");
                System.out.println();
            }
            return report.deliver(
                    BenchReport.here(
                            "fanout",
                            date,
                            options(allowed),
                            result.samples(),
                            FanoutFigures.of(result)),
                    System.out,
                    System.err);
        } catch (ChildFailedException e) {
            System.err.println("tidemark: " + e.getMessage());
            return FAILED;
        }
    }

    private FanoutSettings settings(List<Integer> allowed, Optional<Nchan> nchan) {
        return new FanoutSettings(
                allowed,
                clients,
                rounds,
                closings,
                stalled,
                nchan,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                Duration.ofMillis(intervalMs),
                gatewayHeap);
    }

    private Map<String, Object> options(List<Integer> allowed) {
        return Map.of(
                "connections", allowed,
                "clients", clients,
                "rounds", rounds,
                "closings", closings,
                "stalled", stalled,
                "seconds", seconds,
                "warmUp", warmUp,
                "intervalMs", intervalMs,
                "gatewayHeap", gatewayHeap);
    }
}
