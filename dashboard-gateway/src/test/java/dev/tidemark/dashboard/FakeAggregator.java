package dev.tidemark.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.query.Owner;
import dev.tidemark.contract.query.QueryCodec;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.QueryPaths;
import dev.tidemark.contract.query.ViewAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An aggregator that answers what it is told to, over HTTP, and counts what it was asked. */
public final class FakeAggregator implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger ownerCalls = new AtomicInteger();
    private final AtomicInteger viewCalls = new AtomicInteger();
    private volatile @Nullable String owner;
    private volatile @Nullable QueryFailure failure;
    private volatile ViewAnswer answer = Answers.EMPTY;
    private volatile @Nullable QueryFailure failureAfterOne;
    private volatile boolean hangs;
    private volatile String lastTarget = "";

    private FakeAggregator(HttpServer server) {
        this.server = server;
    }

    public static FakeAggregator start() {
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            FakeAggregator fake = new FakeAggregator(server);
            server.createContext(QueryPaths.OWNER, fake::answerOwner);
            server.createContext(QueryPaths.VIEW, fake::answerView);
            server.createContext(QueryPaths.VIEW_OF_PARTS, fake::answerView);
            server.setExecutor(fake.threads);
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public void tellsOwner(String address) {
        owner = address;
    }

    public void answers(ViewAnswer next) {
        answer = next;
        failure = null;
    }

    public void fails(QueryFailure next) {
        failure = next;
    }

    /** Answers one view, and then none. */
    public void failsAfterOneView(QueryFailure next) {
        failureAfterOne = next;
    }

    /** Does not know parts, as one of a release before them. */
    public void isOld() {
        server.removeContext(QueryPaths.VIEW_OF_PARTS);
    }

    /** Accepts views and sends headers, but never a body. */
    public void hangs() {
        hangs = true;
    }

    public int ownerCalls() {
        return ownerCalls.get();
    }

    public int viewCalls() {
        return viewCalls.get();
    }

    public String lastTarget() {
        return lastTarget;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answerOwner(HttpExchange exchange) throws IOException {
        ownerCalls.incrementAndGet();
        String told = owner;
        Owner message = new Owner(0, told == null ? address() : told, List.of());
        send(exchange, 200, QueryCodec.encode(message));
    }

    private void answerView(HttpExchange exchange) throws IOException {
        viewCalls.incrementAndGet();
        lastTarget = exchange.getRequestURI().toString();
        QueryFailure why =
                viewCalls.get() > 1 && failureAfterOne != null ? failureAfterOne : failure;
        if (hangs) {
            hang(exchange);
        } else if (why == null) {
            send(exchange, 200, QueryCodec.encode(answer));
        } else {
            Problem problem = Problem.of(why.status(), why.code(), "told to fail");
            send(exchange, why.status(), problem.toJson());
        }
    }

    private void hang(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().flush();
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
