package dev.tidemark.standalone.demo;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to an ingest gateway, one a request.
 *
 * <p>Where the gateway asks for patience (429, 503) or does not answer, the same event is posted
 * again, within the bounds of {@link Retries}. Where the first outcome is unknown, an event with an
 * id of its own still counts once. Thread-safe and blocking: meant for virtual threads. Whoever
 * makes one closes it, which ends what is under way.
 */
public final class TrackClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    // Longer than a producer's delivery takes on a gateway that is not ill.
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(1);

    private final URI baseUrl;
    private final @Nullable String tenant;
    private final Secret key;
    private final Retries retries;
    private final Pacer pacer;
    private final HttpClient http;

    /**
     * How long one event is tried.
     *
     * @param maxAttempts postings, the first included; at least 1
     * @param maxTotal no further posting begins after this time
     */
    public record Retries(int maxAttempts, Duration maxTotal) {}

    /**
     * Any answer of the server.
     *
     * @param status HTTP status
     * @param body as text
     */
    public record Reply(int status, String body) {}

    private record Attempt(TrackOutcome outcome, @Nullable Duration retryAfter) {}

    /**
     * A client of one server; connects when it is first used.
     *
     * @param baseUrl what the paths are appended to
     * @param tenant sent as {@code X-Tenant-Id}; null for the server's default
     * @param key sent as {@code Authorization}, if there is one
     */
    public TrackClient(
            URI baseUrl, @Nullable String tenant, Secret key, Retries retries, Pacer pacer) {
        this.baseUrl = baseUrl;
        this.tenant = tenant;
        this.key = key;
        this.retries = retries;
        this.pacer = pacer;
        // HTTP/1.1: the offer to upgrade would only make each first request larger.
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
    }

    /**
     * Posts the event and waits for what becomes of it.
     *
     * <p>When the thread is interrupted, that is a failure and the thread's flag is set again.
     */
    public TrackOutcome track(TrackRequest event) {
        try {
            return trackInterruptibly(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TrackOutcome.Failed("interrupted");
        }
    }

    /** What the server answers to a GET of this path; empty if it does not answer. */
    public Optional<Reply> get(String path) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    http.send(request(path).GET().build(), BodyHandlers.ofString());
            return Optional.of(new Reply(response.statusCode(), response.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Ends what is under way: it fails. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private TrackOutcome trackInterruptibly(TrackRequest event) throws InterruptedException {
        long startNanos = System.nanoTime();
        HttpRequest request =
                request("/metrics/track")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(event.toJson()))
                        .build();
        Attempt last = attempt(request);
        for (int made = 1; made < retries.maxAttempts(); made++) {
            Duration wait = last.retryAfter();
            Duration spent = Duration.ofNanos(System.nanoTime() - startNanos);
            if (wait == null || spent.plus(wait).compareTo(retries.maxTotal()) > 0) {
                break;
            }
            pacer.pause(wait);
            last = attempt(request);
        }
        return last.outcome();
    }

    private Attempt attempt(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            TrackOutcome outcome = TrackReply.outcome(response.statusCode(), response.body());
            return new Attempt(outcome, waitAskedBy(response));
        } catch (IOException e) {
            return new Attempt(new TrackOutcome.Failed(reasonOf(e)), DEFAULT_WAIT);
        }
    }

    private static @Nullable Duration waitAskedBy(HttpResponse<byte[]> response) {
        if (response.statusCode() != 429 && response.statusCode() != 503) {
            return null;
        }
        String header = response.headers().firstValue("Retry-After").orElse(null);
        return TrackReply.retryAfter(header, DEFAULT_WAIT);
    }

    private HttpRequest.Builder request(String path) {
        String base = baseUrl.toString();
        String prefix = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(prefix + path)).timeout(REQUEST_TIMEOUT);
        if (key.isSet()) {
            request.header("Authorization", "Bearer " + key.value());
        }
        return tenant == null ? request : request.header(Names.TENANT_HEADER, tenant);
    }

    private static String reasonOf(IOException e) {
        String kind = e.getClass().getSimpleName();
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }
}
