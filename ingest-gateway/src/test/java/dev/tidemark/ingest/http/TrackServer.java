package dev.tidemark.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.ingest.format.EventParsers;
import dev.tidemark.ingest.limit.Gate;
import dev.tidemark.ingest.limit.LimitSettings;
import dev.tidemark.ingest.otlp.OtlpParser;
import dev.tidemark.ingest.otlp.OtlpSettings;
import dev.tidemark.ingest.publish.EventMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The route on a real port, before a publisher that is not Kafka; the clock stands still. */
final class TrackServer implements AutoCloseable {

    static final long NOW = 1_764_000_000_000L;

    /** Of each tenant, after a burst of as many; a body has a second. */
    static final LimitSettings TEN_EVENTS_PER_SECOND =
            new LimitSettings(
                    100, 64L << 20, 0.5, 10, 0, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Workers workers = new Workers();
    private final ServiceServer server;

    TrackServer(FakePublisher publisher) {
        this(publisher, BatchSettings.DEFAULT);
    }

    TrackServer(FakePublisher publisher, BatchSettings settings) {
        this(publisher, settings, LimitSettings.DEFAULT, AuthSettings.NONE);
    }

    TrackServer(FakePublisher publisher, LimitSettings limits) {
        this(publisher, BatchSettings.DEFAULT, limits, AuthSettings.NONE);
    }

    TrackServer(FakePublisher publisher, AuthSettings auth) {
        this(publisher, BatchSettings.DEFAULT, LimitSettings.DEFAULT, auth);
    }

    private TrackServer(
            FakePublisher publisher,
            BatchSettings settings,
            LimitSettings limits,
            AuthSettings auth) {
        Guard guard = Guard.of(auth, registry);
        Gate gate = new Gate(limits);
        Duration maxAge = Duration.ofDays(1);
        EventParsers parsers = EventParsers.of(maxAge);
        EventMeters meters = new EventMeters(registry);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        BatchIntake intake = new BatchIntake(publisher, meters, gate, workers, settings, clock);
        TrackRoute track = new TrackRoute(parsers, publisher, meters, gate, clock);
        BatchRoute batch = new BatchRoute(parsers, intake);
        OtlpRoute otlp =
                new OtlpRoute(
                        new OtlpParser(OtlpSettings.DEFAULT, maxAge, settings.maxEvents()), intake);
        server =
                ServiceServer.start(
                        new ServerSettings("127.0.0.1", 0),
                        List.of(),
                        registry,
                        routing ->
                                routing.any("/metrics/*", guard.requiring(Scope.INGEST))
                                        .register(track)
                                        .register(batch)
                                        .any(
                                                OtlpRoute.PATH,
                                                OtlpRoute::speakOtlp,
                                                guard.requiring(Scope.INGEST))
                                        .register(otlp));
    }

    HttpRequest.Builder request() {
        return to("/metrics/track").header("Content-Type", "application/json");
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(PATIENCE);
    }

    HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
        return send(request().POST(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Everything that the server answers to a POST of these lines and nothing more. */
    String raw(String... lines) throws IOException {
        String request = "POST /metrics/track HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", lines);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** A request that was let in, and whose body does not come. */
    Socket begun(String path, String type) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String head =
                String.join(
                        "\r\n",
                        "POST " + path + " HTTP/1.1",
                        "Host: x",
                        "Content-Type: " + type,
                        "Content-Length: 1000",
                        "Expect: 100-continue",
                        "",
                        "");
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        // The server asks for the body once the gate has let the request in.
        byte[] asked = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
        if (!new String(asked, ISO_8859_1).equals("HTTP/1.1 100")) {
            throw new IllegalStateException("was refused: " + new String(asked, ISO_8859_1));
        }
        return socket;
    }

    /** What the server answers to a head whose body comes one byte at a time, until it answers. */
    String drip(String head, char repeated, Duration pause) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.setSoTimeout((int) pause.toMillis());
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!isAnswered(in) && System.nanoTime() < end) {
                socket.getOutputStream().write(repeated);
            }
            socket.shutdownOutput();
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private static boolean isAnswered(PushbackInputStream in) throws IOException {
        try {
            in.unread(in.read());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    double counted(String outcome) {
        return registry.get("tidemark.ingest.events").tag("outcome", outcome).counter().count();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        workers.close();
    }
}
