package dev.tidemark.benchmarks.fanout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.Owner;
import dev.tidemark.contract.query.QueryCodec;
import dev.tidemark.contract.query.QueryPaths;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.Newest;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The process of an aggregator's stand-in: it owns every tenant, answers every view with about 2 KB
 * of events that differ from read to read, and counts the reads.
 *
 * <p>The total of the first counter is the time at which the answer was made, in microseconds: so a
 * client of the gateway sees how old it is.
 */
final class StubMain {

    private static final int OK = 200;
    private static final int WINDOWS = 13;
    private static final long WINDOW_MS = Duration.ofMinutes(1).toMillis();
    private static final String FIRST = "api_call";
    private static final String SECOND = "page_view";

    private final HttpServer server;
    private final AtomicReference<Reads> reads = new AtomicReference<>(new Reads(0, 0));

    private StubMain(HttpServer server) {
        this.server = server;
    }

    /** Prints its port, and runs until the parent is done with it; takes no arguments. */
    public static void main(String[] args) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StubMain stub = new StubMain(server);
        Desk.open(Map.of(Desk.READS, stub.reads::get));
        server.createContext(QueryPaths.OWNER, stub::answerOwner);
        server.createContext(QueryPaths.VIEW, stub::answerView);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private void answerOwner(HttpExchange exchange) throws IOException {
        String address = "127.0.0.1:" + server.getAddress().getPort();
        answer(exchange, new Owner(0, address, List.of()));
    }

    private void answerView(HttpExchange exchange) throws IOException {
        long nowMicros = Moment.now();
        Reads now = reads.updateAndGet(before -> new Reads(before.count() + 1, nowMicros));
        answer(exchange, view(now.count(), nowMicros));
    }

    private static void answer(HttpExchange exchange, Object message) throws IOException {
        try (exchange) {
            byte[] body = QueryCodec.encode(message);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static ViewAnswer view(long read, long nowMicros) {
        long nowMs = Duration.ofNanos(nowMicros * 1_000).toMillis();
        Map<String, Rollup> counters = new TreeMap<>();
        counters.put(FIRST, new Rollup(read, nowMicros, 1, 950.5, 12.25, nowMs));
        counters.put(SECOND, new Rollup(read * 40, read * 40, 1, 1, 1, nowMs));
        List<WindowRollup> windows = new ArrayList<>();
        long newestMs = nowMs - nowMs % WINDOW_MS;
        for (int back = WINDOWS - 1; back >= 0; back--) {
            windows.add(
                    new WindowRollup(
                            SECOND,
                            newestMs - back * WINDOW_MS,
                            new Rollup(2_400 + back, 2_400 + back, 1, 1, 1, nowMs)));
        }
        return new ViewAnswer(counters, windows, "0:" + read).with(new Newest(nowMs, 0, 0));
    }
}
