package dev.tidemark.contract.http;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.health.HealthCheck;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a service: its routes, {@code /observe/health/live}, {@code
 * /observe/health/ready}, {@code /observe/metrics}, and every error as a {@link Problem}.
 *
 * <p>Single use: it listens from {@link #start} until {@link #close}. Routes run on virtual threads
 * and may block.
 */
public final class ServiceServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceServer.class);

    /** Longer than any request may take, so that a stop cuts none. Helidon's default is 0.5 s. */
    static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

    /**
     * As long as Helidon says that a read may take. Proxies and servers commonly allow 10 to 60 s.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebServer server;
    private final PatientHttp http;

    private ServiceServer(WebServer server, PatientHttp http) {
        this.server = server;
        this.http = http;
    }

    /**
     * Binds and serves, with nothing special about how it listens.
     *
     * @param routes mounts the service's own routes
     * @throws IllegalStateException if the address cannot be bound
     */
    public static ServiceServer start(
            ServerSettings settings,
            List<HealthCheck> checks,
            PrometheusMeterRegistry registry,
            Consumer<HttpRouting.Builder> routes) {
        return start(settings, checks, registry, listener -> {}, routes);
    }

    /**
     * Binds and serves.
     *
     * @param listener sets what a service needs of the listener itself, after all else is set
     * @param routes mounts the service's own routes
     * @throws IllegalStateException if the address cannot be bound
     */
    public static ServiceServer start(
            ServerSettings settings,
            List<HealthCheck> checks,
            PrometheusMeterRegistry registry,
            Consumer<WebServerConfig.Builder> listener,
            Consumer<HttpRouting.Builder> routes) {
        return start(settings, checks, registry, PATIENCE, listener, routes);
    }

    /**
     * The same, with another patience.
     *
     * @param patience how long the head of a request may take, and a pause within a body
     */
    static ServiceServer start(
            ServerSettings settings,
            List<HealthCheck> checks,
            PrometheusMeterRegistry registry,
            Duration patience,
            Consumer<HttpRouting.Builder> routes) {
        return start(settings, checks, registry, patience, listener -> {}, routes);
    }

    private static ServiceServer start(
            ServerSettings settings,
            List<HealthCheck> checks,
            PrometheusMeterRegistry registry,
            Duration patience,
            Consumer<WebServerConfig.Builder> listener,
            Consumer<HttpRouting.Builder> routes) {
        HealthObserver health =
                HealthObserver.builder()
                        .useSystemServices(false)
                        .details(true)
                        .addHealthChecks(checks)
                        .build();
        ObserveFeature observe =
                ObserveFeature.builder()
                        .observersDiscoverServices(false)
                        .addObserver(health)
                        .build();
        PatientHttp http = new PatientHttp(patience);
        WebServerConfig.Builder builder =
                WebServer.builder()
                        .featuresDiscoverServices(false)
                        .addFeature(observe)
                        .host(settings.host())
                        .port(settings.port())
                        .contentEncoding(EncodedBody.context())
                        .shutdownHook(false)
                        .shutdownGracePeriod(SHUTDOWN_GRACE)
                        .directHandlers(ServiceServer::transportErrors)
                        .routing(
                                routing ->
                                        mount(
                                                settings,
                                                routing.addFilter(http::filter),
                                                registry,
                                                routes));
        http.listenTo(builder);
        if (settings.tls().isOn()) {
            builder.tls(settings.tls().toTls());
        }
        listener.accept(builder);
        WebServer server = builder.build();
        server.start();
        if (!server.isRunning()) {
            http.close();
            throw new IllegalStateException(
                    "cannot listen on %s:%d: the address is in use, or not of this machine"
                            .formatted(settings.host(), settings.port()));
        }
        return new ServiceServer(server, http);
    }

    private static void mount(
            ServerSettings settings,
            HttpRouting.Builder routing,
            PrometheusMeterRegistry registry,
            Consumer<HttpRouting.Builder> routes) {
        if (!settings.allowedOrigins().isEmpty()) {
            routing.addFilter(new Cors(settings.allowedOrigins()));
        }
        routing.get(
                "/observe/metrics",
                (request, response) ->
                        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4")
                                .send(registry.scrape()));
        routes.accept(routing);
        routing.error(
                        ProblemException.class,
                        (request, response, e) -> send(request, response, e.problem()))
                .error(HttpException.class, ServiceServer::answerHttpException)
                .error(CloseConnectionException.class, ServiceServer::rethrow)
                .error(ServerConnectionException.class, ServiceServer::connectionFailed)
                .error(UncheckedIOException.class, ServiceServer::callerIsGone)
                .error(Throwable.class, ServiceServer::answerBug);
    }

    /**
     * Answers with a problem, as the {@link ProblemWriter} of the request writes it; the response
     * must not have begun.
     */
    public static void send(ServerRequest request, ServerResponse response, Problem problem) {
        ProblemWriter writer = ProblemWriter.of(request);
        response.status(Status.create(problem.status()));
        response.header(HeaderNames.CONTENT_TYPE, writer.mediaType());
        if (problem.status() == Status.UNAUTHORIZED_401.code()) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.retryAfter() != null) {
            response.header(HeaderNames.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
        }
        response.send(writer.write(problem));
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Stops listening, waits for running requests up to the grace, ends. */
    @Override
    public void close() {
        server.stop();
        http.close();
    }

    private static void answerHttpException(
            ServerRequest request, ServerResponse response, HttpException e) {
        send(request, response, problemOf(e.status(), e.getMessage()));
    }

    private static void rethrow(
            ServerRequest request, ServerResponse response, CloseConnectionException e) {
        throw e;
    }

    private static void connectionFailed(
            ServerRequest request, ServerResponse response, ServerConnectionException e) {
        throw e;
    }

    private static void callerIsGone(
            ServerRequest request, ServerResponse response, UncheckedIOException e) {
        throw new CloseConnectionException("the connection failed", e);
    }

    private static void answerBug(ServerRequest request, ServerResponse response, Throwable e) {
        LOG.error(
                "request failed method={} path={}",
                request.prologue().method().text(),
                request.path().path(),
                e);
        send(
                request,
                response,
                Problem.of(500, "internal_error", "this is a defect of the service"));
    }

    private static void transportErrors(DirectHandlers.Builder handlers) {
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, ServiceServer::answerTransportError);
        }
    }

    /** Answers what never reached a route: a request line or header that is not HTTP. */
    private static DirectHandler.TransportResponse answerTransportError(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        headers.contentType(MediaTypes.create(Problem.MEDIA_TYPE));
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(problemOf(status, message).toJson())
                .keepAlive(false)
                .build();
    }

    private static Problem problemOf(Status status, @Nullable String message) {
        String detail =
                message == null || message.isBlank()
                        ? "the request was refused: " + status.reasonPhrase()
                        : message;
        return Problem.of(status.code(), codeOf(status.code()), detail);
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 400 -> "bad_request";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 408 -> "request_timeout";
            case 413 -> "payload_too_large";
            case 415 -> "unsupported_media_type";
            case 501 -> "not_implemented";
            case 503 -> "unavailable";
            case 505 -> "http_version_not_supported";
            default -> status < 500 ? "refused" : "internal_error";
        };
    }
}
