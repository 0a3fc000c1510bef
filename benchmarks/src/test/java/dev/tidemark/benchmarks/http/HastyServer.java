package dev.tidemark.benchmarks.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers each request with 503 as soon as it has its head. Thread-safe. */
final class HastyServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HastyServer.class);

    private final boolean closes;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    private HastyServer(boolean closes) throws IOException {
        this.closes = closes;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::acceptAll);
    }

    /** Leaves the body unread and closes, so that the client's connection is reset. */
    static HastyServer thatCloses() throws IOException {
        return new HastyServer(true);
    }

    /** Reads the body after its answer, and goes on with the next request. */
    static HastyServer thatReadsOn() throws IOException {
        return new HastyServer(false);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How many there have been. */
    int connections() {
        return connections.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            while (!head.isEmpty()) {
                client.getOutputStream().write(answer());
                if (closes) {
                    return;
                }
                in.skipNBytes(Long.parseLong(head.replaceAll("(?s).*Content-Length: |\r.*", "")));
                head = head(in);
            }
        } catch (EOFException e) {
            LOG.debug("the client has what it wanted, and does not send the rest", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer() {
        String connection = closes ? "close" : "keep-alive";
        return "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: %s\r\n\r\n"
                .formatted(connection)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Up to the empty line; empty at the end of the stream. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.close();
    }
}
