package dev.tidemark.benchmarks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request under way. For one thread. */
final class Connection {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Answer answer = new Answer();
    private final ByteBuffer copy;
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer out = NOTHING;
    private @Nullable PreparedRequest pending;
    private long number;
    private long sentNanos;

    /** Begins to connect; the selector tells when it is. */
    Connection(InetSocketAddress server, Selector selector, int longestCopy) throws IOException {
        copy = ByteBuffer.allocateDirect(longestCopy);
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(server);
        key =
                channel.register(
                        selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    }

    boolean isConnected() {
        return channel.isOpen() && channel.isConnected();
    }

    /** The selector has told that it is connected, or never will be. */
    void connected() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
    }

    void send(PreparedRequest request, long requestNumber) throws IOException {
        answer.reset();
        pending = request;
        number = requestNumber;
        if (request.isNumbered()) {
            request.copyTo(copy, requestNumber);
            out = copy;
        } else {
            out = request.shared();
        }
        sentNanos = System.nanoTime();
        write();
    }

    /** Writes as much as there is room for. */
    void write() throws IOException {
        channel.write(out);
        int wanted =
                out.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Reads what is there; less than 0 at the end of the stream. */
    int read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        buffer.flip();
        return length;
    }

    Answer answer() {
        return answer;
    }

    /** What is under way. */
    @Nullable PreparedRequest pending() {
        return pending;
    }

    long number() {
        return number;
    }

    long sentNanos() {
        return sentNanos;
    }

    /** Its request is answered. */
    void done() {
        pending = null;
    }

    void close() throws IOException {
        channel.close();
    }
}
