package dev.tidemark.contract.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.Bytes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ProtocolConfigs;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionProvider;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 with an end to its patience, and to connections whose client asked for one. Helidon
 * 4.5.0 reads without a limit of time (its {@code read-timeout} does not reach its sockets), and
 * waits for a next request after {@code Connection: close} (RFC 9112, 9.6 wants it closed).
 *
 * <p>Thread-safe. Lives from the server's start until {@link #close}.
 */
final class PatientHttp implements ServerConnectionSelector, TimedConnection.Watch, AutoCloseable {

    /** What HTTP/2 begins with; its selector wants to see all of it. */
    private static final byte[] PREFACE = {'P', 'R', 'I', ' '};

    private static final int LOOKS_IN_THE_TIME = 20;

    private final ServerConnectionSelector http1 =
            new Http1ConnectionProvider()
                    .create("http", Http1Config.create(), ProtocolConfigs.create(List.of()));
    private final Duration allowed;
    private final AcceptedChannels channels = new AcceptedChannels();
    private final SocketReads reads = new SocketReads();
    private final Set<TimedConnection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("slow-clients").factory());

    /**
     * Begins to watch.
     *
     * @param allowed how long the head of a request may take, and a pause within a body
     */
    PatientHttp(Duration allowed) {
        this.allowed = allowed;
        long period = allowed.toNanos() / LOOKS_IN_THE_TIME;
        var _ = clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    /** Makes the connections of this server. */
    void listenTo(WebServerConfig.Builder server) {
        server.addConnectionSelector(this);
        channels.listenTo(server);
    }

    /** Is to stand around every request: it tells where one begins and ends. */
    void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        // A client that waits to be asked for its body has sent none.
        boolean waits = request.headers().contains(HeaderNames.EXPECT);
        TimedConnection.inRequest(
                waits ? 0 : request.headers().contentLength().orElse(0),
                () -> {
                    chain.proceed();
                    return request.content().consumed();
                });
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("the client asked for it");
        }
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        if (data.indexOf(Bytes.LF_BYTE) < 0 && mayBePreface(data)) {
            return data.available() < PREFACE.length ? Support.UNKNOWN : Support.UNSUPPORTED;
        }
        return http1.supports(data);
    }

    private static boolean mayBePreface(BufferData data) {
        for (int i = 0; i < Math.min(data.available(), PREFACE.length); i++) {
            if (data.get(i) != PREFACE[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new TimedConnection(context, allowed, this, readerOf(context), http1::connection);
    }

    private SocketReads.Reader readerOf(ConnectionContext context) {
        Optional<SocketChannel> channel =
                channels.take(context.localPeer().address(), context.remotePeer().address());
        return reads.over(context.serverSocket(), context.isSecure() ? null : channel.orElse(null));
    }

    @Override
    public void add(TimedConnection connection) {
        open.add(connection);
    }

    @Override
    public void remove(TimedConnection connection) {
        open.remove(connection);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        long now = System.nanoTime();
        open.forEach(connection -> connection.endIfLate(now));
    }
}
