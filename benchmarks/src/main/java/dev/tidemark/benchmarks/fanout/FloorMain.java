package dev.tidemark.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of the floor: the least that pushing bytes to many connections can cost. One thread
 * accepts, reads a request away, and writes the same event to all connections once in each
 * interval, without blocking; only the time of publication in it changes.
 */
final class FloorMain {

    private static final int BACKLOG = 1_024;
    private static final byte[] HEAD =
            """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream; charset=utf-8\r
            Transfer-Encoding: chunked\r
            Connection: close\r
            \r
            """
                    .getBytes(US_ASCII);

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final byte[] event;
    private final int timeAt;
    private final long intervalNanos;
    private final ByteBuffer update;
    private final ByteBuffer read = ByteBuffer.allocateDirect(8 << 10);
    private final List<Peer> peers = new ArrayList<>();

    /** A connection; what of an update its socket did not take. */
    private static final class Peer {
        private final SocketChannel channel;
        private @Nullable ByteBuffer rest;

        private Peer(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private FloorMain(byte[] event, long intervalMs) throws IOException {
        this.event = event;
        this.timeAt = new String(event, US_ASCII).indexOf(EventScanner.MARKER);
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMs);
        this.update = ByteBuffer.allocateDirect(event.length + Integer.BYTES * 4);
        this.selector = Selector.open();
        this.listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Prints its port, and runs until the parent is done with it.
     *
     * @param args a file with the event, and milliseconds between two updates
     */
    public static void main(String[] args) throws IOException {
        Desk.open();
        FloorMain floor =
                new FloorMain(Files.readAllBytes(Path.of(args[0])), Long.parseLong(args[1]));
        System.out.println(floor.listener.socket().getLocalPort());
        floor.run();
    }

    private void run() throws IOException {
        long next = System.nanoTime() + intervalNanos;
        while (true) {
            long left = next - System.nanoTime();
            if (left <= 0) {
                writeAll();
                next += intervalNanos;
            } else {
                selector.select(this::serve, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
        }
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
        } else if (key.attachment() instanceof Peer peer) {
            try {
                if (key.isWritable()) {
                    writeRest(peer, key);
                }
                if (key.isReadable() && isOver(peer)) {
                    leave(peer);
                }
            } catch (IOException e) {
                // The client is gone, in whichever way.
                leave(peer);
            }
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new Peer(channel));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the floor cannot accept", e);
        }
    }

    /** The client speaks once: its request, which is so short that it comes at once. */
    private boolean isOver(Peer peer) throws IOException {
        read.clear();
        int length = peer.channel.read(read);
        if (length > 0) {
            peer.channel.write(ByteBuffer.wrap(HEAD));
            peers.add(peer);
        }
        return length < 0;
    }

    private void writeAll() {
        encode();
        peers.removeIf(peer -> !peer.channel.isOpen());
        for (Peer peer : peers) {
            try {
                write(peer);
            } catch (IOException e) {
                // The client is gone; what is left of it goes before the next update.
                leave(peer);
            }
        }
    }

    /** The event as a chunk, with the time of now. */
    private void encode() {
        byte[] time = Long.toString(Moment.now()).getBytes(US_ASCII);
        System.arraycopy(time, 0, event, timeAt + EventScanner.MARKER.length(), Moment.DIGITS);
        update.clear();
        update.put((Integer.toHexString(event.length) + "\r\n").getBytes(US_ASCII))
                .put(event)
                .put("\r\n".getBytes(US_ASCII))
                .flip();
    }

    private void write(Peer peer) throws IOException {
        if (peer.rest != null) {
            return;
        }
        update.rewind();
        peer.channel.write(update);
        if (update.hasRemaining()) {
            peer.rest = ByteBuffer.allocate(update.remaining()).put(update).flip();
            watch(peer, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void writeRest(Peer peer, SelectionKey key) throws IOException {
        ByteBuffer rest = peer.rest;
        if (rest != null) {
            peer.channel.write(rest);
            if (!rest.hasRemaining()) {
                peer.rest = null;
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    private void watch(Peer peer, int operations) {
        SelectionKey key = peer.channel.keyFor(selector);
        if (key != null) {
            key.interestOps(operations);
        }
    }

    private static void leave(Peer peer) {
        try {
            peer.channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        }
    }
}
