package dev.tidemark.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A gateway that answers with the statuses a test gives it, and then accepts all. */
final class StubGateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> tenants = new CopyOnWriteArrayList<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    StubGateway(Integer... firstStatuses) {
        statuses.addAll(List.of(firstStatuses));
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/metrics/track", this::track);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What was posted, in the order of the lines. */
    List<JsonNode> events() {
        return events.stream().sorted(Comparator.comparingLong(StubGateway::number)).toList();
    }

    double sum(String type) {
        return events.stream()
                .filter(e -> e.get("type").asText().equals(type))
                .mapToDouble(e -> e.get("value").asDouble())
                .sum();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static long number(JsonNode event) {
        String id = event.get("id").asText();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    private void track(HttpExchange exchange) throws IOException {
        try (exchange) {
            events.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            tenants.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Tenant-Id")));
            Integer status = statuses.poll();
            String body =
                    status == null
                            ? "{\"metricId\":\"m\"}"
                            : "{\"code\":\"told_to\",\"detail\":\"by the test\"}";
            exchange.sendResponseHeaders(status == null ? 200 : status, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }
}
