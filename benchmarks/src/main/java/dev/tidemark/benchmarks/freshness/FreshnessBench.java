package dev.tidemark.benchmarks.freshness;

import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Measures one rate after the other. Single use. */
final class FreshnessBench {

    private static final long DISK_BYTES = 2L << 30;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern READY =
            Pattern.compile("Tidemark is ready: (http://\\S+?)/?\\s.*");

    /** Beyond it there is a load beside the probes. */
    private static final int PROBES_PER_SECOND = 10;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final int PRECISION = 3;

    private final FreshnessSettings settings;
    private final Consumer<String> progress;

    /** Of the gaps between probes, so that they do not fall in step with the stream's ticks. */
    private final RandomGenerator random = RandomGenerator.getDefault();

    /**
     * A run.
     *
     * @param progress takes a line for each step
     */
    FreshnessBench(FreshnessSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** A rung for each rate. */
    List<Rung> run() {
        try (ScratchFolder folder = ScratchFolder.create(DISK_BYTES);
                ChildProcess up =
                        ChildProcess.start(
                                UpMain.class,
                                folder.resolve("up.log"),
                                "--port",
                                "0",
                                "--data-dir",
                                folder.resolve("data").toString())) {
            URI url = urlIn(up.readLine(START));
            List<Rung> rungs = new ArrayList<>();
            try (Probes probes = new Probes(url.toString(), settings.interval())) {
                for (int rate : settings.rates()) {
                    progress.accept("%,d events/s ...".formatted(rate));
                    rungs.add(climb(rate, url.getPort(), probes));
                }
            }
            return rungs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted", e);
        }
    }

    private static URI urlIn(String line) {
        Matcher ready = READY.matcher(line);
        if (!ready.matches()) {
            throw new ChildFailedException("Tidemark begins with " + line, null);
        }
        return URI.create(ready.group(1));
    }

    private Rung climb(int rate, int port, Probes probes) throws InterruptedException {
        int probesPerSecond = Math.min(rate, PROBES_PER_SECOND);
        if (rate == probesPerSecond) {
            probe(probes, probesPerSecond, settings.warmUp());
            int first = probes.sent();
            probe(probes, probesPerSecond, settings.steady());
            return rung(rate, 0, Map.of(), probes, first);
        }
        Background load =
                new Background(port, rate - probesPerSecond, settings.warmUp(), settings.steady());
        load.awaitSteady();
        int first = probes.sent();
        probe(probes, probesPerSecond, settings.steady());
        LoadOutcome outcome = load.outcome();
        if (outcome.faultCount() > 0) {
            throw new ChildFailedException("the load met faults: " + outcome.faults(), null);
        }
        return rung(
                rate,
                outcome.acceptedEvents() / outcome.seconds(),
                outcome.statuses(),
                probes,
                first);
    }

    private void probe(Probes probes, int perSecond, Duration length) {
        long deadline = System.nanoTime() + length.toNanos();
        long next = System.nanoTime();
        while (next - deadline < 0) {
            awaitNanoTime(next);
            probes.send();
            next += (long) (NANOS_PER_SECOND / perSecond * (0.5 + random.nextDouble()));
        }
    }

    private static void awaitNanoTime(long moment) {
        long left = moment - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = moment - System.nanoTime();
        }
    }

    private static Rung rung(
            int rate,
            double acceptedPerSecond,
            Map<String, Long> statuses,
            Probes probes,
            int first) {
        int seen = probes.awaitSeen();
        Histogram micros = new Histogram(PRECISION);
        Histogram toStore = new Histogram(PRECISION);
        Histogram inStore = new Histogram(PRECISION);
        for (int probe = first; probe < Math.min(seen, probes.sent()); probe++) {
            micros.recordValue(probes.delay(probe).toNanos() / 1_000);
            toStore.recordValue(probes.toStoreMs(probe));
            inStore.recordValue(probes.inStoreMs(probe));
        }
        return new Rung(
                rate,
                acceptedPerSecond,
                probes.sent() - first,
                Math.max(0, probes.sent() - Math.max(seen, first)),
                toStore.getValueAtPercentile(50),
                inStore.getValueAtPercentile(50),
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI,
                statuses);
    }
}
