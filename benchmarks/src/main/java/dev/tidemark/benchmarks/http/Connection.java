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

    /**
     * Begins to connect; the selector tells when it is.
     *
     * @param copy takes the copies of numbered requests; it is this connection's as long as that is
     *     open
     */
    Connection(InetSocketAddress server, Selector selector, ByteBuffer copy) throws IOException {
        this.copy = copy;
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

    /** Makes a request ready to be written; its time begins. */
    void prepare(PreparedRequest request, long requestNumber) {
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

    /** Whether some of a request is not written yet, be it answered or not. */
    boolean isWriting() {
        return out.hasRemaining();
    }

    Answer answer() {
        return answer;
    }

    /** What is under way. */
    @Nullable PreparedRequest pending() {
        return pending;
    }

    /** Of the first event of what is under way. */
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

    /** What it was given. */
    ByteBuffer copy() {
        return copy;
    }

    void close() throws IOException {
        channel.close();
    }
}
