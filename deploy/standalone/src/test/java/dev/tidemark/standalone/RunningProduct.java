package dev.tidemark.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.Windows;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The whole product on free ports, ready to be asked, without the collector's events. */
final class RunningProduct implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Standalone standalone;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningProduct(Standalone standalone) {
        this.standalone = standalone;
    }

    static RunningProduct start(Path dataDir) {
        return start(dataDir, Windows.DEFAULT);
    }

    static RunningProduct start(Path dataDir, Windows windows) {
        return start(dataDir, TopologySettings.of(windows));
    }

    static RunningProduct start(Path dataDir, TopologySettings topology) {
        return start(StandaloneSettings.of(0, dataDir, topology, Duration.ofDays(1)));
    }

    static RunningProduct start(StandaloneSettings settings) {
        Standalone standalone = Standalone.start(settings, Clock.systemUTC());
        standalone.awaitReady(() -> false);
        return new RunningProduct(standalone);
    }

    URI url() {
        return standalone.url();
    }

    String kafka() {
        return standalone.kafka();
    }

    HttpResponse<String> track(String tenant, String event)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url().resolve("/metrics/track"))
                        .header("Content-Type", "application/json")
                        .header("X-Tenant-Id", tenant)
                        .POST(BodyPublishers.ofString(event))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    JsonNode snapshot(String query) throws IOException, InterruptedException {
        return JSON.readTree(get("/dashboard/snapshot?" + query).body());
    }

    HttpResponse<String> send(String target, UnaryOperator<HttpRequest.Builder> more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url().resolve(target));
        return http.send(more.apply(request).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url().resolve(target)).build(), BodyHandlers.ofString());
    }

    SseClient stream(String query) throws IOException, InterruptedException {
        return SseClient.open(http, streamOf(query).build());
    }

    /** The stream of a client that has seen this position. */
    SseClient stream(String query, String lastEventId) throws IOException, InterruptedException {
        return SseClient.open(http, streamOf(query).header("Last-Event-ID", lastEventId).build());
    }

    private HttpRequest.Builder streamOf(String query) {
        return HttpRequest.newBuilder(url().resolve("/dashboard/stream?" + query));
    }

    @Override
    public void close() {
        http.shutdownNow();
        standalone.close();
    }
}
