package dev.tidemark.benchmarks.protocols;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.QueryCodec;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Asks query servers for one tenant after the other until all are answered for. */
final class Probe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final int tenants;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ANSWER)
                    .build();

    Probe(int tenants) {
        this.tenants = tenants;
    }

    /** Returns when this aggregator alone answers for each tenant with as many marks. */
    void awaitMarks(AggregatorProcess aggregator, long marks) {
        awaitAll(aggregator, SteadyTraffic.MARK, Probe::count, marks);
    }

    /** Returns when the answers of this aggregator hold that many events in all. */
    void awaitEvents(AggregatorProcess aggregator, long events) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long found = 0;
        while (found < events) {
            pause(aggregator, deadline);
            found = 0;
            for (int i = 0; i < tenants; i++) {
                found += view(aggregator, SteadyTraffic.tenant(i), "").map(Probe::count).orElse(0L);
            }
        }
    }

    /** Returns when this aggregator answers for one tenant at least. */
    void awaitShare(AggregatorProcess aggregator) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (int i = 0; i < tenants; i++) {
                if (view(aggregator, SteadyTraffic.tenant(i), SteadyTraffic.MARK).isPresent()) {
                    return;
                }
            }
            pause(aggregator, deadline);
        }
    }

    private void awaitAll(
            AggregatorProcess aggregator,
            String type,
            ToLongFunction<ViewAnswer> number,
            long wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int complete = 0;
        while (complete < tenants) {
            Optional<ViewAnswer> answer = view(aggregator, SteadyTraffic.tenant(complete), type);
            if (answer.isPresent() && number.applyAsLong(answer.get()) >= wanted) {
                complete++;
            } else {
                pause(aggregator, deadline);
            }
        }
    }

    private static void pause(AggregatorProcess aggregator, long deadline) {
        aggregator.requireAlive();
        if (System.nanoTime() > deadline) {
            throw new ChildFailedException(
                    "no answer in %s; %s".formatted(PATIENCE, aggregator.endOfLog()), null);
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted while waiting for an answer", e);
        }
    }

    private static long count(ViewAnswer answer) {
        return answer.counters().values().stream().mapToLong(counter -> counter.count()).sum();
    }

    /** The counters; empty while it has none to give, for whatever reason. */
    private Optional<ViewAnswer> view(AggregatorProcess aggregator, String tenant, String type) {
        Set<String> types = type.isEmpty() ? Set.of() : Set.of(type);
        ViewQuery query = new ViewQuery(tenant, WindowSize.ONE_HOUR, 0, 0, types);
        URI uri = URI.create("http://" + aggregator.address() + query.toRequestTarget());
        try {
            HttpResponse<byte[]> response =
                    http.send(
                            HttpRequest.newBuilder(uri).timeout(ANSWER).build(),
                            BodyHandlers.ofByteArray());
            return response.statusCode() == OK
                    ? Optional.of(QueryCodec.decode(response.body(), ViewAnswer.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted while asking " + uri, e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
