package dev.tidemark.dashboard;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.dashboard.query.QuerySettings;
import dev.tidemark.dashboard.stream.StreamSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A gateway on a real port, and a client for it. */
final class RunningGateway implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final PrometheusMeterRegistry registry = Telemetry.registry();
    private final DashboardGateway gateway;
    private final ServiceServer server;

    RunningGateway(FakeAggregator aggregator, StreamSettings stream) {
        this(aggregator, stream, AuthSettings.NONE);
    }

    RunningGateway(FakeAggregator aggregator, StreamSettings stream, AuthSettings auth) {
        DashboardConfig config =
                new DashboardConfig(
                        new ServerSettings("127.0.0.1", 0),
                        auth,
                        Windows.DEFAULT,
                        QuerySettings.of(List.of(aggregator.address())),
                        stream,
                        Optional.empty());
        gateway = DashboardGateway.start(config, Clock.systemUTC(), registry);
        server =
                ServiceServer.start(
                        config.server(),
                        gateway.healthChecks(),
                        registry,
                        gateway::listener,
                        routing -> gateway.routes(routing, Guard.of(auth, registry)));
    }

    /** Heartbeats far apart: a test sees events only. */
    static StreamSettings quiet() {
        return heartbeat(Duration.ofMinutes(10));
    }

    static StreamSettings heartbeat(Duration heartbeat) {
        return StreamSettings.DEFAULT.withHeartbeat(heartbeat);
    }

    DashboardGateway gateway() {
        return gateway;
    }

    double meter(String name) {
        return registry.get(name).counter().count();
    }

    EventReader stream(String query) throws IOException, InterruptedException {
        return new EventReader(
                http.send(
                        request("/dashboard/stream" + query),
                        HttpResponse.BodyHandlers.ofInputStream()));
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return http.send(request(target), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    EventReader stream(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new EventReader(
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** Reads a stream that is compressed. */
    EventReader gzipped(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        return new EventReader(
                response,
                new GZIPInputStream(response.body()) {
                    // It always says one, and a reader then waits for more than has come.
                    @Override
                    public int available() {
                        return 0;
                    }
                });
    }

    /** A client that asks, and takes nothing. */
    Socket stalled(String target) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        String head = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target));
    }

    private HttpRequest request(String target) {
        return to(target).build();
    }

    @Override
    public void close() {
        gateway.close();
        server.close();
        http.shutdownNow();
    }
}
