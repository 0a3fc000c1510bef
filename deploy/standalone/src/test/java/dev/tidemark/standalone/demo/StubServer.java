package dev.tidemark.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A gateway that answers what a test tells it to, and accepts where it was told nothing. */
final class StubServer implements AutoCloseable {

    private static final Answer ACCEPT =
            new Answer(200, "{\"success\":true,\"metricId\":\"m-1\"}", List.of());

    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> tenants = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch enough;
    private final HttpServer server;
    private volatile String snapshot = "{\"metrics\":{}}";

    record Answer(int status, String body, List<String> headers) {}

    StubServer(int enough) {
        this.enough = new CountDownLatch(enough);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/metrics/track", this::track);
        server.createContext(
                "/dashboard/snapshot", x -> send(x, new Answer(200, snapshot, List.of())));
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    StubServer willAnswer(int status, String body, String... headers) {
        answers.add(new Answer(status, body, List.of(headers)));
        return this;
    }

    StubServer withSnapshot(String json) {
        snapshot = json;
        return this;
    }

    /** Returns when it has got as many events as it was made for. */
    void awaitEnough() throws InterruptedException {
        if (!enough.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("got only " + bodies.size() + " events");
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void track(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        bodies.add(body);
        tenants.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Tenant-Id")));
        Answer told = answers.poll();
        send(exchange, told == null ? ACCEPT : told);
        enough.countDown();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            for (int i = 0; i < answer.headers().size(); i += 2) {
                exchange.getResponseHeaders()
                        .add(answer.headers().get(i), answer.headers().get(i + 1));
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
