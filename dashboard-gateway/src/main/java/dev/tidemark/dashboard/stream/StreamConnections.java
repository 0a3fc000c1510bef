package dev.tidemark.dashboard.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections of HTTP/1.1 that can be handed over to {@link Writers} for the rest of their life.
 *
 * <p>Helidon's own connection does all of HTTP. When a route throws {@link HandedOver}, it unwinds,
 * and what is left of it is a thread that waits with an almost empty stack: request, response and
 * the connection itself are garbage, some 10 KB for each stream. Thread-safe.
 */
final class StreamConnections implements ServerConnectionSelector {

    private static final String ALPN_HTTP_1 = "http/1.1";

    private final ServerConnectionSelector http1;

    private StreamConnections(ServerConnectionSelector http1) {
        this.http1 = http1;
    }

    /**
     * Puts them in the place of what a server was told to make its connections of HTTP/1.1 with.
     *
     * @throws IllegalStateException if it was told nothing of HTTP/1.1
     */
    static void wrap(WebServerConfig.Builder server) {
        List<ServerConnectionSelector> told = List.copyOf(server.connectionSelectors());
        if (told.stream().noneMatch(StreamConnections::isHttp1)) {
            throw new IllegalStateException("nothing makes connections of HTTP/1.1");
        }
        server.connectionSelectors(
                told.stream().map(it -> isHttp1(it) ? new StreamConnections(it) : it).toList());
    }

    private static boolean isHttp1(ServerConnectionSelector selector) {
        return selector.supportedApplicationProtocols().contains(ALPN_HTTP_1);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new Connection(http1.connection(context));
    }

    /** Ends the request: from now on, its connection is written to by others. */
    static final class HandedOver extends CloseConnectionException {

        private static final long serialVersionUID = 1L;

        private final transient Link link;

        HandedOver(Link link) {
            super("the connection was handed over");
            this.link = link;
        }

        /** It is no error, and a trace would hold on to nothing that anybody reads. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** Helidon's connection, until it is handed over. */
    private static final class Connection implements ServerConnection, InterruptableTask<Void> {

        private volatile @Nullable ServerConnection http1;
        private volatile @Nullable Link link;

        Connection(ServerConnection http1) {
            this.http1 = http1;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            Link handedOver = handleUntilHandedOver(limit);
            if (handedOver != null) {
                handedOver.await();
                throw new CloseConnectionException("the stream is over");
            }
        }

        /** In a frame of its own, so that nothing of it is on the stack while the stream lasts. */
        private @Nullable Link handleUntilHandedOver(Limit limit) throws InterruptedException {
            ServerConnection connection = http1;
            if (connection == null) {
                throw new IllegalStateException("a connection is handled once");
            }
            try {
                connection.handle(limit);
                return null;
            } catch (HandedOver e) {
                link = e.link;
                http1 = null;
                return e.link;
            }
        }

        @Override
        public boolean canInterrupt() {
            return http1 instanceof InterruptableTask<?> task && task.canInterrupt();
        }

        /** A stream is never idle. */
        @Override
        public Duration idleTime() {
            ServerConnection connection = http1;
            return connection == null ? Duration.ZERO : connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            ServerConnection connection = http1;
            Link handedOver = link;
            if (connection != null) {
                connection.close(interrupt);
            } else if (handedOver != null && interrupt) {
                handedOver.abandon();
            }
        }
    }
}
