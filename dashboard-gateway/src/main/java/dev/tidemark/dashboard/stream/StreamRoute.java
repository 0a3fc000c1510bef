package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.Grant;
import dev.tidemark.contract.http.AcceptedChannels;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.dashboard.stream.Link.Ending;
import dev.tidemark.dashboard.stream.StreamConnections.HandedOver;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code GET /dashboard/stream}: a view as server-sent events.
 *
 * <p>Whatever can be refused is refused before the stream begins, because an {@code EventSource}
 * does not come back after any other status than 200. A stream of plain HTTP/1.1 is handed to
 * {@link Writers}; others are written by their own threads. Either way a request holds its virtual
 * thread for as long as the stream lasts. Thread-safe.
 */
public final class StreamRoute implements Handler, AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Hub hub;
    private final Windows windows;
    private final AcceptedChannels channels = new AcceptedChannels();
    private final Writers writers;
    private final WriteWatch watch;
    private final EventLoop loop;
    private final Counter sent;
    private final Counter disconnects;
    private final Counter stalled;

    /** The route of a hub, which outlives it. */
    public StreamRoute(Hub hub, Windows windows, StreamSettings settings, MeterRegistry registry) {
        this.hub = hub;
        this.windows = windows;
        this.sent =
                Counter.builder("tidemark.dashboard.updates.sent")
                        .description("Events written to clients")
                        .register(registry);
        this.disconnects =
                Counter.builder("tidemark.dashboard.disconnects")
                        .description("Streams that the client or the network ended")
                        .register(registry);
        this.stalled =
                Counter.builder("tidemark.dashboard.stalled")
                        .description("Streams that were ended because their client took nothing")
                        .register(registry);
        this.writers = new Writers(settings);
        this.watch = new WriteWatch(settings.writeTimeout(), stalled::increment);
        this.loop = new EventLoop(settings.heartbeat(), watch);
    }

    /**
     * Lets a server's streams be handed over: its channels are remembered here, and its connections
     * are {@link StreamConnections}. Its sockets are read and written as streams of bytes: those on
     * buffers hold 16 KB for each connection where these hold 8 KB, also while a stream lasts.
     */
    public void listenTo(WebServerConfig.Builder server) {
        StreamConnections.wrap(server);
        channels.listenTo(server);
        server.useNio(false);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        View view = ViewRequest.stream(request, windows);
        Format format = StreamParameters.format(request);
        Visitor visitor =
                new Visitor(
                        view,
                        Visitor.addressOf(request.remotePeer().address()),
                        StreamParameters.seen(request));
        switch (hub.subscribe(visitor)) {
            case Admission.Admitted(Subscription subscription) ->
                    stream(subscription, format, request, response);
            case Admission.TooManyConnections(int limit) ->
                    throw unavailable(
                            "too_many_connections",
                            "this gateway already holds %d streams".formatted(limit));
            case Admission.TooManyOfTenant(int limit) ->
                    throw tooMany(
                            "too_many_streams_of_tenant",
                            "tenant %s already has %d streams on this gateway"
                                    .formatted(view.tenant(), limit));
            case Admission.TooManyOfAddress(int limit) ->
                    throw tooMany(
                            "too_many_streams_of_address",
                            "%s already has %d streams on this gateway"
                                    .formatted(visitor.address(), limit));
            case Admission.TooManyViews(int limit) ->
                    throw unavailable(
                            "too_many_views",
                            "tenant %s is already watched through %d distinct views"
                                    .formatted(view.tenant(), limit));
            case Admission.Closing closing ->
                    throw unavailable("closing", "this gateway is being stopped");
        }
    }

    private void stream(
            Subscription subscription,
            Format format,
            ServerRequest request,
            ServerResponse response) {
        Grant grant = Grant.of(request);
        boolean gzip = StreamParameters.takesGzip(request);
        Optional<SocketChannel> channel = channelOf(request);
        Wire wire = new Wire(gzip, channel.isPresent());
        Head head = Head.of(wire).with(response.headers());
        Outbox outbox = new Outbox(subscription, grant::isValid, format, wire, sent);
        if (channel.isPresent()) {
            throw new HandedOver(adopted(channel.get(), head, outbox, subscription));
        }
        try (subscription) {
            write(head, outbox, subscription, response);
        }
    }

    private Optional<SocketChannel> channelOf(ServerRequest request) {
        return StreamParameters.isPlainHttp1(request)
                ? channels.take(request.localPeer().address(), request.remotePeer().address())
                : Optional.empty();
    }

    private Link adopted(
            SocketChannel channel, Head head, Outbox outbox, Subscription subscription) {
        try {
            return writers.adopt(
                    channel,
                    head.toBytes(),
                    outbox,
                    subscription,
                    ending -> leave(subscription, ending));
        } catch (IOException e) {
            leave(subscription, Ending.GONE);
            throw new CloseConnectionException("the client is gone", e);
        }
    }

    /** Counted before the subscription is closed, so that who sees it gone sees it counted. */
    private void leave(Subscription subscription, Ending ending) {
        switch (ending) {
            case COMPLETE -> {}
            case GONE -> disconnects.increment();
            case STALLED -> stalled.increment();
        }
        subscription.close();
    }

    private void write(
            Head head, Outbox outbox, Subscription subscription, ServerResponse response) {
        head.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        try (OutputStream out = response.outputStream()) {
            writeEvents(subscription, outbox, out);
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client left while the stream ended", e);
        }
    }

    /** Helidon tells of a failed write by any of these, depending on how far the response is. */
    private void writeEvents(Subscription subscription, Outbox outbox, OutputStream out) {
        try {
            loop.run(subscription, outbox, out);
        } catch (IOException | UncheckedIOException | CloseConnectionException e) {
            disconnects.increment();
            throw new CloseConnectionException("the client is gone", e);
        }
    }

    private static ProblemException unavailable(String code, String detail) {
        return new ProblemException(Problem.unavailable(code, detail, RETRY_AFTER));
    }

    private static ProblemException tooMany(String code, String detail) {
        return new ProblemException(Problem.retryLater(429, code, detail, RETRY_AFTER));
    }

    /** To be closed after the hub, which ends the streams. */
    @Override
    public void close() {
        writers.close();
        watch.close();
    }
}
