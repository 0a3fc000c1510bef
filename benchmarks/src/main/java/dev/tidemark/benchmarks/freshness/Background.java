package dev.tidemark.benchmarks.freshness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidemark.benchmarks.http.HttpLoad;
import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.http.LoadPlan;
import dev.tidemark.benchmarks.http.PreparedRequest;
import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.contract.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The load beside the probes: batches of events, evenly spread. Single use. */
final class Background {

    private static final int BATCH = 100;
    private static final int CONNECTIONS = 16;
    private static final int SERIES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch steady = new CountDownLatch(1);
    private final FutureTask<LoadOutcome> load;

    /** Begins at once: that many events a second, warmed up and then for so long. */
    Background(int port, int perSecond, Duration warmUp, Duration length) {
        LoadPlan plan =
                new LoadPlan(
                        CONNECTIONS,
                        (double) perSecond / BATCH,
                        warmUp,
                        length,
                        Duration.ZERO,
                        PATIENCE);
        this.load = new FutureTask<>(() -> run(port, plan));
        Thread.ofPlatform().daemon().name("background").start(load);
    }

    private LoadOutcome run(int port, LoadPlan plan) throws IOException {
        try {
            return new HttpLoad(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            plan,
                            List.of(batch()),
                            PreparedRequest.FIRST_NUMBER)
                    .run(steady::countDown, () -> {});
        } finally {
            // Whoever waits for it sees by the outcome that it never came.
            steady.countDown();
        }
    }

    /** Returns when the warm-up is over. */
    void awaitSteady() throws InterruptedException {
        steady.await();
    }

    /** What came of it; waits for its end. */
    LoadOutcome outcome() throws InterruptedException {
        try {
            return load.get();
        } catch (ExecutionException e) {
            throw new ChildFailedException("the load failed", e.getCause());
        }
    }

    private static PreparedRequest batch() {
        StringBuilder lines = new StringBuilder();
        for (int event = 0; event < BATCH; event++) {
            lines.append(
                    "{\"type\":\"load_%d\",\"value\":%d,\"userId\":\"user-%d\"}%n"
                            .formatted(event % SERIES, event, event));
        }
        return PreparedRequest.fixed(
                "/metrics/batch",
                Map.of("Content-Type", "application/x-ndjson", Names.TENANT_HEADER, Probes.TENANT),
                lines.toString().getBytes(US_ASCII),
                BATCH);
    }
}
