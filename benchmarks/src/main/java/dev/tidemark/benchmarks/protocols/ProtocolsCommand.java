package dev.tidemark.benchmarks.protocols;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.report.BenchReport;
import dev.tidemark.benchmarks.report.ReportOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark bench protocols}: how soon answers are back. */
@Command(
        name = "protocols",
        description = {
            "Starts, stops and kills aggregators under each rebalance protocol, in turn, and takes",
            "the time until every tenant is answered for with the newest events."
        },
        mixinStandardHelpOptions = true)
public final class ProtocolsCommand implements Callable<Integer> {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "times that each protocol has its turn (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--protocols",
            paramLabel = "P",
            split = ",",
            description = "some of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private List<Protocol> protocols =
            List.of(Protocol.CLASSIC_NAMED, Protocol.CLASSIC, Protocol.STREAMS);

    @Option(
            names = "--join",
            description = "also times how a second aggregator gets its share, about a minute each")
    private boolean join;

    @Mixin private ReportOptions report = new ReportOptions();

    /** A command with default options; the command line sets them. */
    public ProtocolsCommand() {}

    @Override
    public Integer call() throws IOException {
        report.requireAtLeast(1, rounds, "--rounds");
        Clock clock = Clock.systemUTC();
        Instant date = clock.instant();
        List<Row> rows = run(clock);
        Times times = new Times(rows);
        System.out.println(times.table());
        return report.deliver(
                BenchReport.here(
                        "protocols",
                        date,
                        Map.of(
                                "rounds",
                                rounds,
                                "series",
                                ProtocolRound.WORKLOAD.series(),
                                "events",
                                ProtocolRound.EVENTS),
                        rows,
                        times.figures()),
                System.out,
                System.err);
    }

    private List<Row> run(Clock clock) {
        List<Row> rows = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Protocol protocol : protocols) {
                System.err.println("round %d: %s ...".formatted(round, protocol.label()));
                try {
                    new ProtocolRound(protocol, round, join, row -> take(row, rows))
                            .run(clock.millis());
                } catch (ChildFailedException e) {
                    // One that gives no answer is a finding; the others go on.
                    System.err.println("  the round ends here: " + e.getMessage());
                }
            }
        }
        return rows;
    }

    private static void take(Row row, List<Row> rows) {
        System.err.println("  %s: %d ms".formatted(row.moment(), row.millis()));
        rows.add(row);
    }
}
