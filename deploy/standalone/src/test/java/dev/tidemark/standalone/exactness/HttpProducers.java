package dev.tidemark.standalone.exactness;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.MetricEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send {@link KnownEvents} in batches and do as a client should: whatever is not
 * answered, or refused for a time, is sent again with the same ids until it is accepted.
 *
 * <p>Any other answer is a failure, which {@link #stop} throws.
 */
final class HttpProducers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 12;
    private static final int EVENTS_AT_A_TIME = 100;
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MOST_WAIT = Duration.ofSeconds(2);

    private final URI url;
    private final KnownEvents events;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong accepted = new AtomicLong();
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Released once, when no further events are to be taken. */
    private final Semaphore stopped = new Semaphore(0);

    private HttpProducers(IngestProcess gateway, KnownEvents events) {
        this.url = URI.create("http://" + gateway.address() + "/metrics/batch");
        this.events = events;
    }

    /** Starts all clients; returns at once. */
    static HttpProducers start(IngestProcess gateway, KnownEvents events) {
        HttpProducers producers = new HttpProducers(gateway, events);
        for (int i = 0; i < CLIENTS; i++) {
            producers.clients.execute(producers::run);
        }
        return producers;
    }

    /** Returns when this many events more were accepted. */
    void awaitMore(int wanted) {
        long goal = accepted.get() + wanted;
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            requireNoFailure();
                            return accepted.get() >= goal;
                        });
    }

    /** Ends once all that was begun is accepted; from now on the events' figures are final. */
    void stop() {
        stopped.release();
        clients.shutdown();
        await().atMost(PATIENCE).until(clients::isTerminated);
        requireNoFailure();
    }

    private void requireNoFailure() {
        Throwable lost = failure.get();
        if (lost != null) {
            throw new AssertionError("a client failed: " + this, lost);
        }
    }

    /** How often something was answered, or not answered. */
    long answered(String what) {
        AtomicLong count = answers.get(what);
        return count == null ? 0 : count.get();
    }

    @Override
    public String toString() {
        return accepted + " accepted, answers " + answers;
    }

    /** Ends without a look at what became of the events. */
    @Override
    public void close() {
        clients.shutdownNow();
        http.shutdownNow();
    }

    private void run() {
        try {
            while (failure.get() == null && !isStoppedAfter(PACE)) {
                for (List<MetricEvent> ofTenant : takeSome()) {
                    sendUntilAccepted(ofTenant);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | AssertionError e) {
            failure.compareAndSet(null, e);
        }
    }

    private boolean isStoppedAfter(Duration time) throws InterruptedException {
        if (!stopped.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        stopped.release();
        return true;
    }

    private List<List<MetricEvent>> takeSome() {
        synchronized (events) {
            List<MetricEvent> some = new ArrayList<>();
            for (int i = 0; i < EVENTS_AT_A_TIME; i++) {
                some.add(events.next().value());
            }
            return List.copyOf(some.stream().collect(groupingBy(MetricEvent::tenant)).values());
        }
    }

    private void sendUntilAccepted(List<MetricEvent> batch)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-ndjson")
                        .header("X-Tenant-Id", batch.getFirst().tenant())
                        .POST(BodyPublishers.ofString(toLines(batch)))
                        .build();
        while (!isAccepted(request, batch.size())) {
            if (failure.get() != null) {
                return;
            }
        }
        accepted.addAndGet(batch.size());
    }

    private boolean isAccepted(HttpRequest request, int size)
            throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            note("none");
            return false;
        }
        note(Integer.toString(response.statusCode()));
        return switch (response.statusCode()) {
            case 200 -> {
                JsonNode answer = JSON.readTree(response.body());
                if (answer.path("accepted").asInt() != size) {
                    throw new AssertionError(size + " sent, answer " + response.body());
                }
                yield true;
            }
            case 429, 503 -> {
                Duration asked = retryAfter(response);
                Thread.sleep(asked.compareTo(MOST_WAIT) < 0 ? asked : MOST_WAIT);
                yield false;
            }
            default -> throw new AssertionError(response.statusCode() + " " + response.body());
        };
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return Duration.ofSeconds(
                response.headers()
                        .firstValueAsLong("Retry-After")
                        .orElseThrow(
                                () -> new AssertionError("no Retry-After: " + response.body())));
    }

    private void note(String answer) {
        answers.computeIfAbsent(answer, what -> new AtomicLong()).incrementAndGet();
    }

    private static String toLines(List<MetricEvent> batch) {
        return batch.stream().map(HttpProducers::toJson).collect(joining("\n"));
    }

    private static String toJson(MetricEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", event.id());
        fields.put("type", event.type());
        fields.put("value", event.value());
        fields.put("userId", event.userId());
        fields.put("metadata", event.metadata());
        fields.put("timestamp", event.timestampMs());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
