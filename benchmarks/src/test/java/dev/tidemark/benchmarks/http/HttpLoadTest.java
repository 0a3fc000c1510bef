package dev.tidemark.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpLoadTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final long FIRST = PreparedRequest.FIRST_NUMBER;

    /** More events than fit into the buffers of a connection. */
    private static final int LARGE = 500_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Long> numbers = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void shouldNumberEventsAndTellTheAcceptedOnes() throws IOException {
        server.createContext(
                "/", exchange -> answer(exchange, number(exchange) % 2 == 0 ? 200 : 503));

        HttpLoad load = load(closed(4));
        LoadOutcome outcome = load.run(() -> {}, () -> {});

        assertThat(outcome.sent()).isGreaterThan(8).isEqualTo(numbers.size());
        assertThat(numbers).doesNotHaveDuplicates().contains(FIRST, FIRST + outcome.sent() - 1);
        assertThat(outcome.statuses()).containsOnlyKeys("200", "503");
        assertThat(outcome.faults()).isEmpty();
        assertThat(load.acceptedNumbers().stream().boxed())
                .hasSize(Math.toIntExact(outcome.statuses().getOrDefault("200", 0L)))
                .allMatch(index -> index % 2 == 0);
        assertThat(outcome.acceptedEvents()).isPositive().isLessThan(outcome.requests());
        assertThat(outcome.p99Micros()).isPositive();
    }

    @Test
    void shouldTellWhatNobodyShouldGet() throws IOException {
        server.createContext(
                "/",
                exchange -> {
                    switch ((int) (number(exchange) % 3)) {
                        case 0 -> answer(exchange, 500);
                        case 1 -> answer(exchange, 429, Map.of());
                        default -> exchange.close();
                    }
                });

        LoadOutcome outcome = load(closed(4)).run(() -> {}, () -> {});

        assertThat(outcome.faults())
                .containsKeys(
                        "status 500",
                        "status 429 without Retry-After",
                        "no answer: closed by the server");
        assertThat(outcome.faultCount()).isEqualTo(outcome.sent());
    }

    @Test
    void shouldKeepToItsScheduleAndSayWhatItCouldNotSend() throws IOException {
        server.createContext(
                "/",
                exchange -> {
                    number(exchange);
                    awaitTheEnd();
                });

        LoadOutcome outcome = load(open(3, 1_000)).run(() -> {}, () -> {});

        assertThat(outcome.sent()).isEqualTo(3);
        assertThat(outcome.sent() + outcome.heldBack()).isBetween(300L, 600L);
        assertThat(outcome.faults()).isEqualTo(Map.of("no answer in PT0.3S", 3L));
    }

    @Test
    void shouldSendNoMoreThanIsDue() throws IOException {
        server.createContext(
                "/",
                exchange -> {
                    number(exchange);
                    answer(exchange, 200);
                });

        LoadOutcome outcome = load(open(50, 100)).run(() -> {}, () -> {});

        assertThat(outcome.sent()).isBetween(30L, 60L);
        assertThat(outcome.heldBack()).isZero();
    }

    @Test
    void shouldCountTheEventsOfABatchThatItsAnswerSaysAreKept() throws IOException {
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    answer(
                            exchange,
                            503,
                            Map.of("Retry-After", "1"),
                            "{\"accepted\":2,\"refused\":1,\"errors\":[{\"index\":1}],"
                                    + "\"stopped\":{\"index\":3}}");
                });

        HttpLoad load = load(closed(2), 4);
        LoadOutcome outcome = load.run(() -> {}, () -> {});

        assertThat(outcome.numbers()).isPositive().isEqualTo(4 * outcome.sent());
        assertThat(outcome.faults()).isEmpty();
        assertThat(outcome.acceptedRequests()).isZero();
        assertThat(outcome.acceptedEvents()).isEqualTo(2 * outcome.requests());
        assertThat(load.acceptedNumbers().stream().boxed())
                .hasSize(Math.toIntExact(2 * outcome.sent()))
                .allMatch(index -> index % 4 == 0 || index % 4 == 2);
    }

    @Test
    void shouldTakeTheAnswerOfAServerThatClosesBeforeItHasReadTheBody() throws IOException {
        try (HastyServer hasty = HastyServer.thatCloses()) {
            LoadOutcome outcome = load(hasty.address(), closed(3), LARGE).run(() -> {}, () -> {});

            assertThat(outcome.sent()).isGreaterThan(3);
            assertThat(outcome.statuses()).isEqualTo(Map.of("503", outcome.sent()));
            assertThat(outcome.faults()).isEmpty();
            assertThat(outcome.reconnects()).isEqualTo(outcome.sent());
        }
    }

    @Test
    void shouldSendTheRestOfABodyThatWasAnsweredEarly() throws IOException {
        try (HastyServer hasty = HastyServer.thatReadsOn()) {
            LoadOutcome outcome = load(hasty.address(), closed(3), LARGE).run(() -> {}, () -> {});

            assertThat(outcome.sent()).isGreaterThan(3);
            assertThat(outcome.statuses()).isEqualTo(Map.of("503", outcome.sent()));
            assertThat(outcome.faults()).isEmpty();
            assertThat(outcome.reconnects()).isZero();
            assertThat(hasty.connections()).isEqualTo(3);
        }
    }

    private static LoadPlan closed(int connections) {
        return open(connections, 0);
    }

    private static LoadPlan open(int connections, double perSecond) {
        return new LoadPlan(connections, perSecond, SHORT, SHORT, Duration.ZERO, SHORT);
    }

    private HttpLoad load(LoadPlan plan) throws IOException {
        return load(plan, 1);
    }

    private HttpLoad load(LoadPlan plan, int events) throws IOException {
        return load(server.getAddress(), plan, events);
    }

    private static HttpLoad load(InetSocketAddress server, LoadPlan plan, int events)
            throws IOException {
        byte[] body =
                "{\"value\":%d}"
                        .formatted(FIRST)
                        .repeat(events)
                        .getBytes(StandardCharsets.US_ASCII);
        return new HttpLoad(
                server,
                plan,
                List.of(PreparedRequest.numbered("/metrics/track", Map.of(), body)),
                FIRST);
    }

    private long number(HttpExchange exchange) throws IOException {
        String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        long number = Long.parseLong(body.replaceAll("[^0-9]", ""));
        numbers.add(number);
        return number;
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        answer(exchange, status, Map.of("Retry-After", "1"));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers)
            throws IOException {
        answer(exchange, status, headers, "ok");
    }

    private static void answer(
            HttpExchange exchange, int status, Map<String, String> headers, String text)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
