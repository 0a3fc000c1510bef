package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.contract.auth.NewKey;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.dashboard.DashboardConfig;
import dev.tidemark.dashboard.DashboardGateway;
import dev.tidemark.dashboard.query.QuerySettings;
import dev.tidemark.dashboard.stream.StreamSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved views in a topic of a real broker, seen through several gateways. */
class ViewsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/api/views";
    private static final String ME = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER = "99999999-2222-3333-4444-555555555555";

    @TempDir Path dataDir;

    private static String views(String name) {
        return "{\"views\":[{\"id\":\"a\",\"name\":\"%s\",\"search\":\"?window=1h\",\"start\":true}]}"
                .formatted(name);
    }

    private static HttpRequest.Builder put(HttpRequest.Builder request, String etag, String body) {
        return request.header("Content-Type", "application/json")
                .header("If-Match", etag)
                .PUT(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> read(RunningProduct product, String browser)
            throws Exception {
        return product.send(PATH, request -> request.header("X-Tidemark-Browser", browser));
    }

    private static HttpResponse<String> write(
            RunningProduct product, String browser, String etag, String body) throws Exception {
        return product.send(
                PATH, request -> put(request.header("X-Tidemark-Browser", browser), etag, body));
    }

    private static void awaitLoaded(RunningProduct product) {
        await().atMost(PATIENCE).until(() -> read(product, ME).statusCode() == 200);
    }

    @Test
    void shouldKeepViewsThroughARestartAndShowThemInEveryGateway() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            awaitLoaded(product);
            assertThat(read(product, ME).headers().firstValue("ETag")).hasValue("\"0\"");

            HttpResponse<String> saved = write(product, ME, "\"0\"", views("night"));

            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
            assertThat(saved.headers().firstValue("ETag")).hasValue("\"1\"");
            assertThat(read(product, ME).body()).isEqualTo(saved.body()).contains("night");
            assertThat(read(product, OTHER).body()).isEqualTo("{\"revision\":0,\"views\":[]}");
            try (OtherGateway second = OtherGateway.start(product)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(second.read().body()).contains("night"));
                gatewaysWriteInTurns(product, second);
                ofTwoWritersOneIsRefused(product, second);
            }
        }
        try (RunningProduct again = RunningProduct.start(dataDir)) {
            awaitLoaded(again);
            assertThat(read(again, ME).body()).startsWith("{\"revision\":14,");
            assertThat(write(again, ME, "\"14\"", "{\"views\":[]}").statusCode()).isEqualTo(200);
        }
    }

    /** Each knows what the other wrote, though it read the topic no further than its own answer. */
    private static void gatewaysWriteInTurns(RunningProduct first, OtherGateway second)
            throws Exception {
        for (int revision = 1; revision < 4; revision += 2) {
            String etag = "\"" + revision + "\"";
            String next = "\"" + (revision + 1) + "\"";
            assertThat(second.write(etag, views("second")).statusCode()).isEqualTo(200);
            assertThat(write(first, ME, etag, views("late")).statusCode()).isEqualTo(412);
            assertThat(write(first, ME, next, views("first")).statusCode()).isEqualTo(200);
        }
    }

    private static void ofTwoWritersOneIsRefused(RunningProduct first, OtherGateway second)
            throws Exception {
        for (int revision = 5; revision < 14; revision++) {
            String etag = "\"" + revision + "\"";
            CompletableFuture<Integer> one =
                    CompletableFuture.supplyAsync(
                            () -> status(() -> write(first, ME, etag, views("1"))));
            CompletableFuture<Integer> two =
                    CompletableFuture.supplyAsync(
                            () -> status(() -> second.write(etag, views("2"))));

            assertThat(List.of(one.get(), two.get())).containsExactlyInAnyOrder(200, 412);
        }
    }

    private interface Call {
        HttpResponse<String> send() throws Exception;
    }

    private static int status(Call call) {
        try {
            return call.send().statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAWrite() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            awaitLoaded(product);

            assertThat(product.get(PATH).statusCode()).isEqualTo(400);
            assertThat(read(product, "me").body()).contains("must be a UUID");
            assertThat(write(product, ME, "\"1\"", views("a")).body()).contains("views_changed");
            assertThat(write(product, ME, "*", views("a")).statusCode()).isEqualTo(412);
            assertThat(write(product, ME, "\"0\"", "{\"views\":1}").body())
                    .contains("invalid_views");
            assertThat(write(product, ME, "\"0\"", " ".repeat(300_000)).statusCode())
                    .isEqualTo(413);
            assertThat(
                            product.send(
                                            PATH,
                                            request ->
                                                    request.header("X-Tidemark-Browser", ME)
                                                            .header("Content-Type", "text/plain")
                                                            .header("If-Match", "\"0\"")
                                                            .PUT(
                                                                    BodyPublishers.ofString(
                                                                            views("a"))))
                                    .statusCode())
                    .isEqualTo(415);
            assertThat(
                            product.send(
                                            PATH,
                                            request ->
                                                    request.header("X-Tidemark-Browser", ME)
                                                            .header(
                                                                    "Content-Type",
                                                                    "application/json")
                                                            .PUT(
                                                                    BodyPublishers.ofString(
                                                                            views("a"))))
                                    .statusCode())
                    .isEqualTo(428);
            assertThat(read(product, ME).headers().firstValue("ETag")).hasValue("\"0\"");
        }
    }

    @Test
    void shouldShowViewsToTheirKeyOnly() throws Exception {
        NewKey one = NewKey.generate("", Set.of(Scope.READ), new Tenants("acme"), Instant.now());
        NewKey two = NewKey.generate("", Set.of(Scope.READ), new Tenants("acme"), Instant.now());
        Path file = StandaloneSettings.keysFile(dataDir);
        new KeyFile(file).update(keys -> List.of(one.stored(), two.stored()));
        StandaloneSettings settings =
                StandaloneSettings.of(
                                0,
                                dataDir,
                                TopologySettings.of(Windows.DEFAULT),
                                Duration.ofDays(1))
                        .withAuth(AuthSettings.NONE.withKeysFile(file));
        try (RunningProduct product = RunningProduct.start(settings)) {
            await().atMost(PATIENCE)
                    .until(() -> product.send(PATH, it -> with(one, it)).statusCode() == 200);

            HttpResponse<String> saved =
                    product.send(PATH, it -> put(with(one, it), "\"0\"", views("mine")));

            assertThat(saved.statusCode()).isEqualTo(200);
            assertThat(product.send(PATH, it -> with(one, it)).body()).contains("mine");
            assertThat(product.send(PATH, it -> with(two, it)).body()).doesNotContain("mine");
            assertThat(read(product, ME).statusCode()).isEqualTo(401);
            assertThat(product.get("/api/series").statusCode()).isEqualTo(401);
            assertThat(product.send("/api/export?tenant=other", it -> with(one, it)).statusCode())
                    .isEqualTo(403);
        }
    }

    private static HttpRequest.Builder with(NewKey key, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + key.written().value());
    }

    /** One more gateway of the same installation. */
    private static final class OtherGateway implements AutoCloseable {

        private final DashboardGateway gateway;
        private final ServiceServer server;
        private final HttpClient http = HttpClient.newHttpClient();

        private OtherGateway(DashboardConfig config) {
            var registry = Telemetry.registry();
            this.gateway = DashboardGateway.start(config, Clock.systemUTC(), registry);
            this.server =
                    ServiceServer.start(
                            config.server(),
                            gateway.healthChecks(),
                            registry,
                            gateway::listener,
                            routing -> gateway.routes(routing, Guard.open(registry)));
        }

        static OtherGateway start(RunningProduct product) {
            return new OtherGateway(
                    new DashboardConfig(
                            new ServerSettings("127.0.0.1", 0),
                            AuthSettings.NONE,
                            Windows.DEFAULT,
                            QuerySettings.of(List.of("127.0.0.1:" + product.url().getPort())),
                            StreamSettings.DEFAULT,
                            Optional.of(KafkaSettings.of(product.kafka()))));
        }

        private HttpRequest.Builder request() {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + PATH))
                    .header("X-Tidemark-Browser", ME);
        }

        HttpResponse<String> read() throws Exception {
            return http.send(request().build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> write(String etag, String body) throws Exception {
            return http.send(
                    put(request(), etag, body).build(), HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() {
            gateway.close();
            server.close();
            http.shutdownNow();
        }
    }
}
