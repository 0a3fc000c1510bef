package dev.tidemark.benchmarks;

import dev.tidemark.benchmarks.aggregate.AggregateCommand;
import dev.tidemark.benchmarks.fanout.FanoutCommand;
import dev.tidemark.benchmarks.freshness.FreshnessCommand;
import dev.tidemark.benchmarks.ingest.IngestCommand;
import dev.tidemark.benchmarks.protocols.ProtocolsCommand;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code tidemark bench}. */
@Command(
        name = "tidemark bench",
        description = "Measures Tidemark side by side with what it is compared to.",
        subcommands = {
            AggregateCommand.class,
            FanoutCommand.class,
            FreshnessCommand.class,
            IngestCommand.class,
            ProtocolsCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Bench {

    /** Time to end the processes and delete the folder of a run that is broken off. */
    private static final Duration CLEARING = Duration.ofSeconds(15);

    private Bench() {}

    /** Runs the named benchmark and ends the process with its exit code. */
    public static void main(String[] args) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> breakOff(runner, ended)));
        int exitCode = new CommandLine(new Bench()).execute(args);
        ended.countDown();
        System.exit(exitCode);
    }

    /** Lets a run that is still going clear up after itself. */
    private static void breakOff(Thread runner, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        runner.interrupt();
        try {
            ended.await(CLEARING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
