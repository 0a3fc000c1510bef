package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.Grant;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /dashboard/stream}: a view as server-sent events.
 *
 * <p>Whatever can be refused is refused before the stream begins, because an {@code EventSource}
 * does not come back after any other status than 200. Thread-safe; a request holds its virtual
 * thread for as long as the stream lasts.
 */
public final class StreamRoute implements Handler {

    private static final HeaderName ACCEL_BUFFERING = HeaderNames.create("X-Accel-Buffering");
    private static final HeaderName TENANT = HeaderNames.create(Names.TENANT_HEADER);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Hub hub;
    private final Windows windows;
    private final EventLoop loop;
    private final Counter disconnects;

    /** The route of a hub, which outlives it. */
    public StreamRoute(Hub hub, Windows windows, StreamSettings settings, MeterRegistry registry) {
        this.hub = hub;
        this.windows = windows;
        this.loop =
                new EventLoop(
                        settings.heartbeat(),
                        Counter.builder("tidemark.dashboard.updates.sent")
                                .description("Events written to clients")
                                .register(registry));
        this.disconnects =
                Counter.builder("tidemark.dashboard.disconnects")
                        .description("Streams that the client or the network ended")
                        .register(registry);
    }

    /**
     * The view that a request's parameters and headers ask for, of the tenant it may see.
     *
     * @throws ProblemException 400 if they break a rule
     */
    public static View view(ServerRequest request, Windows windows) {
        Optional<String> header = request.headers().first(TENANT);
        List<String> asked = header.map(List::of).orElse(List.of());
        return ViewParameters.parse(
                name -> request.query().first(name).asOptional(),
                Grant.of(request).tenant(asked),
                windows);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        View view = view(request, windows);
        switch (hub.subscribe(view)) {
            case Admission.Admitted(Subscription subscription) ->
                    stream(subscription, Grant.of(request), response);
            case Admission.TooManyConnections(int limit) ->
                    throw refused(
                            "too_many_connections",
                            "this gateway already holds %d streams".formatted(limit));
            case Admission.TooManyViews(int limit) ->
                    throw refused(
                            "too_many_views",
                            "tenant %s is already watched through %d distinct views"
                                    .formatted(view.tenant(), limit));
            case Admission.Closing closing ->
                    throw refused("closing", "this gateway is being stopped");
        }
    }

    private void stream(Subscription subscription, Grant grant, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(ACCEL_BUFFERING, "no");
        try (subscription;
                OutputStream out = response.outputStream()) {
            write(subscription, grant, out);
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client left while the stream ended", e);
        }
    }

    /**
     * Counted before the subscription is closed, so that who sees it gone sees it counted. Helidon
     * tells of a failed write by any of the three, depending on how far the response is.
     */
    private void write(Subscription subscription, Grant grant, OutputStream out) {
        try {
            loop.run(subscription, grant::isValid, out);
        } catch (IOException | UncheckedIOException | CloseConnectionException e) {
            disconnects.increment();
            throw new CloseConnectionException("the client is gone", e);
        }
    }

    private static ProblemException refused(String code, String detail) {
        return new ProblemException(Problem.unavailable(code, detail, RETRY_AFTER));
    }
}
