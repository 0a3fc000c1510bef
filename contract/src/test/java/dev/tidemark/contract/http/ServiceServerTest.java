package dev.tidemark.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OK_REQUEST = "GET /ok HTTP/1.1\r\nHost: x\r\n\r\n";

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
                        })
                .post(
                        "/wait",
                        (request, response) -> {
                            throw new ProblemException(
                                    Problem.unavailable("busy", "later", Duration.ofMillis(1500)));
                        })
                .post(
                        "/echo",
                        (request, response) ->
                                response.send(request.content().as(String.class) + "fine"))
                .post(
                        "/body",
                        (request, response) ->
                                response.send(request.content().as(byte[].class).length + "fine"));
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

    @ParameterizedTest
    @ValueSource(strings = {"/ok", "/wait", "/nowhere"})
    void shouldCloseWhenTheClientAsksForIt(String path) throws Exception {
        try (Socket socket = open(server.port())) {
            send(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(untilClosed(socket)).startsWith("HTTP/1.1 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12",
                "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12",
                "GET /ok HTTP/1.1\r\nHost: x\r\n",
                "GET /ok HTT"
            })
    void shouldEndAClientThatIsSilentInTheMiddleOfARequest(String beginning) throws Exception {
        try (ServiceServer impatient = impatient();
                Socket idle = open(impatient.port());
                Socket silent = open(impatient.port())) {
            send(idle, OK_REQUEST);
            assertThat(untilBody(idle)).startsWith("HTTP/1.1 200");
            send(silent, beginning);

            assertThat(untilClosed(silent)).isEmpty();

            // Between requests, a client may take its time.
            send(idle, OK_REQUEST);
            assertThat(untilBody(idle)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void shouldEndAClientWhoseHeadDrips() throws Exception {
        try (ServiceServer impatient = impatient();
                Socket slow = open(impatient.port())) {
            send(slow, "GET /ok HTTP/1.1\r\nHost: x\r\n");
            slow.setSoTimeout(20);

            boolean closed = false;
            for (int i = 0; i < 1_000 && !closed; i++) {
                closed = isClosedAfter(slow, "A: b\r\n");
            }

            assertThat(closed).isTrue();
        }
    }

    @Test
    void shouldEndAClientThatIsSilentInABodyThatNobodyReads() throws Exception {
        try (ServiceServer impatient = impatient();
                Socket silent = open(impatient.port())) {
            send(silent, "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12");

            assertThat(untilClosed(silent)).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void shouldStopWithoutWaitingForIdleConnections() throws Exception {
        try (Socket idle = open(server.port())) {
            send(idle, OK_REQUEST);
            assertThat(untilBody(idle)).startsWith("HTTP/1.1 200");

            assertTimeout(ServiceServer.SHUTDOWN_GRACE.dividedBy(2), server::close);
            assertThat(untilClosed(idle)).isEmpty();
        }
    }

    /** Whole, in two writes, and with the next request right behind it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7_000, 8_192, 200_000, 1_000_000})
    void shouldFindTheRequestBehindABodyThatNobodyReads(int length) throws Exception {
        String refused = "POST /wait HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
        String body = "x".repeat(length);
        try (Socket socket = open(server.port())) {
            for (int i = 0; i < 3; i++) {
                send(socket, refused + body.substring(0, length / 2));
                send(socket, body.substring(length / 2) + OK_REQUEST);

                assertThat(untilBody(socket)).startsWith("HTTP/1.1 503").contains("HTTP/1.1 200");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_192, 300_000})
    void shouldReadABodyAsItWasSent(int length) throws Exception {
        String body = "0123456789".repeat(length / 10 + 1).substring(0, length);
        try (Socket socket = open(server.port())) {
            for (int i = 0; i < 3; i++) {
                send(
                        socket,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(length, body));

                assertThat(untilBody(socket)).endsWith("\r\n\r\n" + body + "fine");
            }
        }
    }

    private static ServiceServer impatient() {
        return ServiceServer.start(
                new ServerSettings("127.0.0.1", 0),
                List.of(),
                Telemetry.registry(),
                Duration.ofMillis(200),
                ServiceServerTest::routes);
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String untilClosed(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String untilBody(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("fine") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("closed after %s", read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    private static boolean isClosedAfter(Socket socket, String text) throws IOException {
        try {
            send(socket, text);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
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
