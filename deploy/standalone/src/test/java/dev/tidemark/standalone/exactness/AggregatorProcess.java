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

/** One aggregator in a JVM of its own, life after life: always the same port and state folder. */
final class AggregatorProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final Path folder;
    private final String name;
    private final int port = FreePort.next();
    private final List<String> arguments;
    private final HttpClient http = HttpClient.newHttpClient();
    private ChildJvm jvm;

    private AggregatorProcess(Path folder, String name, List<String> arguments) {
        this.folder = folder;
        this.name = name;
        this.arguments = new ArrayList<>(arguments);
        this.arguments.add("-Dserver.port=" + port);
        this.arguments.add("-Daggregator.state-dir=" + folder.resolve(name));
        this.arguments.add(Main.class.getName());
        this.jvm = ChildJvm.start(folder, name, this.arguments);
    }

    /** Starts one that keeps its place in the group while it is away; returns at once. */
    static AggregatorProcess startNamed(Path folder, String name, KafkaSettings kafka) {
        return new AggregatorProcess(
                folder, name, List.of(address(kafka), "-Daggregator.instance-id=" + name));
    }

    /** Starts one whose partitions are given to others once it is away; returns at once. */
    static AggregatorProcess start(Path folder, String name, KafkaSettings kafka) {
        return new AggregatorProcess(folder, name, List.of(address(kafka)));
    }

    private static String address(KafkaSettings kafka) {
        return "-Dkafka.bootstrap-servers=" + kafka.bootstrapServers();
    }

    /** {@code host:port} of its query server. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** The next life, after a stop or a kill; returns at once. */
    void restart() {
        jvm = ChildJvm.start(folder, name, arguments);
    }

    /** Returns when it serves its partitions; tells how long that took. */
    Duration awaitReady() {
        long start = System.nanoTime();
        await().alias(name + " is ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(name + " ended by itself", () -> !jvm.isAlive())
                .until(this::isReady);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        ChildJvm.note(folder.resolve(name + ".log"), "ready after " + took);
        return took;
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
    void stop() throws InterruptedException {
        jvm.terminate();
    }

    /** SIGKILL after it lived for this long; returns when it has ended. */
    void killAfter(Duration time) throws InterruptedException {
        if (!jvm.livesFor(time)) {
            throw new AssertionError(name + " ended by itself");
        }
        jvm.kill();
    }

    @Override
    public void close() {
        http.shutdownNow();
        jvm.close();
    }

    /** The aggregator's own main class, in a process that does not outlive the tests. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            ChildJvm.endWithTheTests();
            dev.tidemark.aggregator.Main.main(args);
        }
    }
}
