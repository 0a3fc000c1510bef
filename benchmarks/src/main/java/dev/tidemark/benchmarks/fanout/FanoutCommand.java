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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark bench fanout}: what it costs to push a view to very many connections. */
@Command(
        name = "fanout",
        description = {
            "Holds streams of one view that changes with every tick, of the dashboard gateway and,",
            "in turn, of a bare loop of non-blocking writes of the same bytes. CPU is of the whole",
            "process by delivered event; memory is after a full collection, with all connections",
            "less with none; latencies are from the making of the store's answer to the receipt."
        },
        mixinStandardHelpOptions = true)
public final class FanoutCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            defaultValue = "100,1000,10000",
            description = "that are held, in turn (default: ${DEFAULT-VALUE})")
    private List<Integer> connections = List.of();

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
        report.requireAtLeast(1, rounds, "--rounds");
        report.requireAtLeast(1, seconds, "--seconds");
        report.requireAtLeast(1, warmUp, "--warm-up");
        List<Integer> allowed = FileLimit.allowed(connections, System.err::println);
        Instant date = Clock.systemUTC().instant();
        try {
            FanoutBench.Result result =
                    new FanoutBench(settings(allowed), System.err::println).run();
            System.out.println(FanoutTable.of(result));
            System.out.println(Nchan.line(System.getenv()));
            System.out.println();
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

    private FanoutSettings settings(List<Integer> allowed) {
        return new FanoutSettings(
                allowed,
                rounds,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                INTERVAL,
                gatewayHeap);
    }

    private Map<String, Object> options(List<Integer> allowed) {
        return Map.of(
                "connections", allowed,
                "rounds", rounds,
                "seconds", seconds,
                "warmUp", warmUp,
                "intervalMs", INTERVAL.toMillis(),
                "gatewayHeap", gatewayHeap);
    }
}
