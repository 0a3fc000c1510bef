package dev.tidemark.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceServerTest {

    private final ServiceServer server =
            ServiceServer.start(
                    new ServerSettings("127.0.0.1", 0),
                    List.of(),
                    Telemetry.registry(),
                    ServiceServerTest::routes);

    private static void routes(HttpRouting.Builder routing) {
        routing.get("/ok", (request, response) -> response.send("fine"))
                .get(
                        "/wait",
                        (request, response) -> {
                            throw new ProblemException(
                                    Problem.unavailable("busy", "later", Duration.ofMillis(1500)));
                        })
                .get(
                        "/bug",
                        (request, response) -> {
                            throw new IllegalStateException("secret");
                        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldServeTheRoutesOfTheService() throws Exception {
        assertThat(get("/ok").body()).isEqualTo("fine");
    }

    @Test
    void shouldAnswerAProblemWithItsCodeAndHowLongToWait() throws Exception {
        HttpResponse<String> response = get("/wait");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.body())
                .isEqualTo(
                        """
                        {"title":"busy","status":503,"code":"busy","detail":"later",\
                        "retryAfterSeconds":2}""");
    }

    @Test
    void shouldAnswerADefectWithoutItsInsides() throws Exception {
        HttpResponse<String> response = get("/bug");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("internal_error").doesNotContain("secret");
    }

    @Test
    void shouldAnswerAnUnknownPathWithAProblem() throws Exception {
        HttpResponse<String> response = get("/nowhere?x=1");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":\"not_found\"");
    }

    @Test
    void shouldAnswerWhatIsNotHttpWithAProblem() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            "GET /ok HTTP/1.1\r\nbad header\r\n\r\n"
                                    .getBytes(StandardCharsets.UTF_8));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("application/problem+json");
        }
    }

    @Test
    void shouldTellItsHealthAndItsMeters() throws Exception {
        assertThat(get("/observe/health/live").statusCode()).isIn(200, 204);
        assertThat(get("/observe/health/ready").statusCode()).isIn(200, 204);
        assertThat(get("/observe/metrics").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void shouldTurnUnreadyWhenACheckIsDown() throws Exception {
        try (ServiceServer unready =
                ServiceServer.start(
                        new ServerSettings("127.0.0.1", 0),
                        List.of(Checks.of("kafka", HealthCheckType.READINESS, this::down)),
                        Telemetry.registry(),
                        routing -> {})) {
            HttpResponse<String> ready = get(unready.port(), "/observe/health/ready");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("kafka").contains("away");
            assertThat(get(unready.port(), "/observe/health/live").statusCode()).isIn(200, 204);
        }
    }

    @Test
    void shouldSayWhichAddressItCannotBind() {
        ServerSettings taken = new ServerSettings("127.0.0.1", server.port());

        assertThatThrownBy(
                        () -> ServiceServer.start(taken, List.of(), Telemetry.registry(), r -> {}))
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + server.port());
    }

    private HealthCheckResponse down() {
        return HealthCheckResponse.builder().status(false).detail("kafka", "away").build();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(server.port(), path);
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
