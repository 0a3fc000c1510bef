package dev.tidemark.standalone.exactness;

import static org.awaitility.Awaitility.await;

import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.standalone.broker.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One service in a JVM of its own, life after life: always the same port and settings. */
abstract sealed class ServiceProcess implements AutoCloseable
        permits AggregatorProcess, IngestProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final Path folder;
    private final String name;
    private final int port = FreePort.next();
    private final List<String> arguments;
    private final HttpClient http = HttpClient.newHttpClient();
    private ChildJvm jvm;

    /**
     * Starts it; returns at once.
     *
     * @param settings system properties, as JVM options
     * @param main its main class, which must end with the tests
     */
    ServiceProcess(
            Path folder, String name, KafkaSettings kafka, List<String> settings, Class<?> main) {
        this.folder = folder;
        this.name = name;
        this.arguments = new ArrayList<>(settings);
        this.arguments.add("-Dkafka.bootstrap-servers=" + kafka.bootstrapServers());
        this.arguments.add("-Dserver.port=" + port);
        this.arguments.add(main.getName());
        this.jvm = ChildJvm.start(folder, name, this.arguments);
    }

    /** {@code host:port} of its server. */
    final String address() {
        return "127.0.0.1:" + port;
    }

    /** The next life, after a stop or a kill; returns at once. */
    final void restart() {
        jvm = ChildJvm.start(folder, name, arguments);
    }

    /** Returns when it says that it is ready; tells how long that took. */
    final Duration awaitReady() {
        Duration took = awaitReadiness(true);
        ChildJvm.note(folder.resolve(name + ".log"), "ready after " + took);
        return took;
    }

    /** Returns when it says that it is not ready; fails if it ends instead. */
    final void awaitUnready() {
        awaitReadiness(false);
    }

    private Duration awaitReadiness(boolean wanted) {
        long start = System.nanoTime();
        await().alias(name + (wanted ? " is ready" : " is not ready"))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(name + " ended by itself", () -> !jvm.isAlive())
                .until(() -> isReady() == wanted);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean isReady() throws InterruptedException {
        try {
            URI health = URI.create("http://" + address() + "/observe/health/ready");
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGTERM; returns when it has ended. */
    final void stop() throws InterruptedException {
        jvm.terminate();
    }

    /** SIGKILL after it lived for this long; returns when it has ended. */
    final void killAfter(Duration time) throws InterruptedException {
        if (!jvm.livesFor(time)) {
            throw new AssertionError(name + " ended by itself");
        }
        jvm.kill();
    }

    @Override
    public final void close() {
        http.shutdownNow();
        jvm.close();
    }
}
