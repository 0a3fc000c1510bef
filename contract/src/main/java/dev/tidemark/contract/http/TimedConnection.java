package dev.tidemark.contract.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection whose client may not keep it waiting in the middle of a request: neither
 * silent within a body, nor slow with a head. Between requests it may be silent; the server itself
 * ends connections that are idle.
 *
 * <p>Belongs to the connection's thread, but for {@link #endIfLate}.
 */
final class TimedConnection implements ServerConnection, InterruptableTask<Void> {

    private static final ThreadLocal<@Nullable TimedConnection> CURRENT = new ThreadLocal<>();
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerConnection delegate;
    private final ConnectionContext context;
    private final Watch watch;
    private final long allowedNanos;
    private final DataReader reader = DataReader.create(this::read);
    private final SocketReads.Reader socket;
    private final UnwantedRest rest = new UnwantedRest();

    private boolean inRequest;

    /** Bytes that were read since the request's head. */
    private long readInRequest;

    /** When the head that is being read began; 0 between requests. */
    private long headBeganNanos;

    /** What follows is guarded by this: the thread that waits for bytes, and until when. */
    private @Nullable Thread reading;

    private long readUntilNanos = NEVER;
    private boolean late;

    /** Keeps count of the connections that are open. */
    interface Watch {

        /** This one is looked at from now on. */
        void add(TimedConnection connection);

        /** No more. */
        void remove(TimedConnection connection);
    }

    /**
     * A connection in the place of the one that the server would make.
     *
     * @param allowed how long a head may take, and a pause within a body
     * @param socket reads what the client sends
     * @param maker makes the server's own of a context
     */
    TimedConnection(
            ConnectionContext context,
            Duration allowed,
            Watch watch,
            SocketReads.Reader socket,
            Function<ConnectionContext, ServerConnection> maker) {
        this.context = context;
        this.allowedNanos = allowed.toNanos();
        this.watch = watch;
        this.socket = socket;
        this.delegate = maker.apply(new TimedContext());
    }

    /** What the route of a request does. */
    interface Route {

        /** Runs it; tells whether all of the request was read. */
        boolean run();
    }

    /**
     * Runs a request of the connection of this thread, if it is a timed one.
     *
     * @param bodyBytes how long its body is that is on its way; 0 if that is not known
     */
    static void inRequest(long bodyBytes, Route route) {
        TimedConnection connection = CURRENT.get();
        if (connection == null) {
            route.run();
        } else {
            connection.run(bodyBytes, route);
        }
    }

    private void run(long bodyBytes, Route route) {
        long unread = bodyBytes - reader.available();
        readInRequest = 0;
        inRequest = true;
        boolean isRead = true;
        try {
            isRead = route.run();
        } finally {
            inRequest = false;
            // The server reads what is left of a body, and may wait for it no longer than for a
            // head.
            headBeganNanos = isRead ? 0 : System.nanoTime();
            rest.begin(isRead ? 0 : unread - readInRequest);
        }
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        watch.add(this);
        CURRENT.set(this);
        // Its first bytes are there: by them it was told from other protocols.
        headBeganNanos = System.nanoTime();
        try {
            delegate.handle(limit);
        } finally {
            watch.remove(this);
            // The thread may live on, for a stream.
            CURRENT.remove();
        }
    }

    /** While it waits for a next request: when the server stops. */
    @Override
    public boolean canInterrupt() {
        return delegate instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public Duration idleTime() {
        return delegate.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        delegate.close(interrupt);
    }

    /** Closes the connection if its client should have sent something before this time. */
    synchronized void endIfLate(long nowNanos) {
        if (reading != null && readUntilNanos != NEVER && nowNanos - readUntilNanos > 0) {
            late = true;
            // A channel whose reader is interrupted is closed.
            reading.interrupt();
            readUntilNanos = NEVER;
        }
    }

    private byte @Nullable [] read() {
        beginRead();
        byte[] bytes = null;
        ServerConnectionException failure = null;
        try {
            bytes = next();
        } catch (UncheckedIOException e) {
            failure = new ServerConnectionException("the connection cannot be read", e);
        }
        if (endRead()) {
            throw new CloseConnectionException("the client is too slow", failure);
        }
        if (failure != null) {
            throw failure;
        }
        readInRequest += bytes == null ? 0 : bytes.length;
        return bytes;
    }

    /** What was read to know the protocol, then what the socket has; null at the end. */
    private byte @Nullable [] next() {
        int known = context.dataReader().available();
        if (known > 0) {
            byte[] bytes = new byte[known];
            context.dataReader().readBuffer(known).read(bytes);
            return bytes;
        }
        byte[] unwanted = rest.next(socket);
        return unwanted == null ? socket.read() : unwanted;
    }

    private synchronized void beginRead() {
        reading = Thread.currentThread();
        if (inRequest) {
            readUntilNanos = System.nanoTime() + allowedNanos;
        } else {
            readUntilNanos = headBeganNanos == 0 ? NEVER : headBeganNanos + allowedNanos;
        }
    }

    /** Tells whether the client was too slow, and the thread is interrupted. */
    private synchronized boolean endRead() {
        reading = null;
        if (!inRequest && headBeganNanos == 0) {
            headBeganNanos = System.nanoTime();
        }
        return late;
    }

    /** The server's context, with a reader that is timed. */
    private final class TimedContext implements ConnectionContext {

        @Override
        public DataReader dataReader() {
            return reader;
        }

        @Override
        public ListenerContext listenerContext() {
            return context.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return context.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return context.dataWriter();
        }

        @Override
        public Router router() {
            return context.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return context.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return context.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return context.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return context.localPeer();
        }

        @Override
        public boolean isSecure() {
            return context.isSecure();
        }

        @Override
        public String socketId() {
            return context.socketId();
        }

        @Override
        public String childSocketId() {
            return context.childSocketId();
        }
    }
}
