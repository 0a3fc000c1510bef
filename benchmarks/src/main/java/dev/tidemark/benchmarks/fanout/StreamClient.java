package dev.tidemark.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidemark.benchmarks.measure.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Holds streams, all in one thread, and measures what comes. Single use. */
final class StreamClient {

    /** So many connections have each address of ours, so that its ports suffice. */
    private static final int CONNECTIONS_OF_ADDRESS = 1_000;

    /** Fewer than a usual queue of connections that wait to be accepted. */
    private static final int OPENING = 256;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LOOK_MS = 5;
    private static final int READ_BYTES = 64 << 10;
    private static final int PRECISION = 3;
    private static final int ADDRESSES_OF_NET = 250;
    private static final double NANOS_PER_SECOND = 1e9;

    private final HoldOrder order;
    private final byte[] request;
    private final InetSocketAddress server;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] bytes = new byte[READ_BYTES];
    private final Histogram micros = new Histogram(PRECISION);
    private int opened;
    private int answered;
    private int established;
    private long newest;
    private long updates;
    private long unreadable;
    private long lost;
    private long begin = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;
    private long lastCounted;
    private long receivedAt;

    /** One stream. */
    private static final class Held {
        private final EventScanner scanner = new EventScanner();
        private boolean answered;
        private boolean established;
    }

    StreamClient(HoldOrder order) {
        this.order = order;
        this.request = order.request().getBytes(US_ASCII);
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port());
    }

    /**
     * Opens all streams, measures when each has had an event, and holds them until they are not
     * wanted any more. The steady phase begins and ends in the middle between two updates.
     *
     * @param onBegin told when the steady phase begins
     * @param onEnd told when it has ended
     * @param released whether the streams are not wanted any more; asked again and again
     * @throws IllegalStateException if not all streams can be opened
     */
    HoldOutcome run(Runnable onBegin, Runnable onEnd, BooleanSupplier released) throws IOException {
        Selector selector = Selector.open();
        try {
            open(selector);
            long known = newest;
            await(selector, () -> newest > known);
            long intervalMicros = Duration.ofMillis(order.intervalMs()).toNanos() / 1_000;
            begin = newest + intervalMicros / 2;
            end = begin + Duration.ofMillis(order.steadyMs()).toNanos() / 1_000;
            await(selector, () -> Moment.now() >= begin);
            Usage from = Usage.now();
            onBegin.run();
            await(selector, () -> Moment.now() >= end);
            Usage to = Usage.now();
            onEnd.run();
            // What was published before the end may still be on its way.
            await(selector, () -> Moment.now() >= end + intervalMicros && released.getAsBoolean());
            return outcome(from, to);
        } finally {
            closeAll(selector);
        }
    }

    private HoldOutcome outcome(Usage from, Usage to) {
        return new HoldOutcome(
                order.connections(),
                updates,
                micros.getTotalCount(),
                unreadable,
                lost,
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                micros.getMaxValue(),
                (to.nanos() - from.nanos()) / NANOS_PER_SECOND,
                (to.cpuNanos() - from.cpuNanos()) / NANOS_PER_SECOND);
    }

    private void open(Selector selector) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (established < order.connections()) {
            while (opened < order.connections() && opened - answered < OPENING) {
                openOne(selector);
            }
            if (lost > 0 || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "of %,d streams %,d were opened, %,d were answered, %,d had an event and %,d were ended"
                                .formatted(
                                        order.connections(), opened, answered, established, lost));
            }
            selector.select(this::serve, LOOK_MS);
        }
    }

    private void await(Selector selector, BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos() + order.steadyMs() * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("no updates came, or nobody released the streams");
            }
            selector.select(this::serve, LOOK_MS);
        }
    }

    private void openOne(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(addressOf(opened), 0));
        opened++;
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, new Held());
        if (channel.connect(server)) {
            ask(channel, key);
        }
    }

    /** 127.0.0.1 for the first ones, 127.0.0.2 for the next, and so on. */
    private static InetAddress addressOf(int connection) throws UnknownHostException {
        int number = connection / CONNECTIONS_OF_ADDRESS;
        return InetAddress.getByAddress(
                new byte[] {
                    127,
                    0,
                    (byte) (number / ADDRESSES_OF_NET),
                    (byte) (1 + number % ADDRESSES_OF_NET)
                });
    }

    private void serve(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                ask(channel, key);
            } else if (key.isReadable()) {
                read(channel, (Held) key.attachment());
            }
        } catch (IOException e) {
            // The server ended it, in whichever way.
            lose(channel);
        }
    }

    /** A request is short, and the socket is empty: it takes all of it. */
    private void ask(SocketChannel channel, SelectionKey key) throws IOException {
        if (channel.write(ByteBuffer.wrap(request)) < request.length) {
            throw new IOException("a socket that takes no request");
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read(SocketChannel channel, Held held) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
            lose(channel);
            return;
        }
        receivedAt = Moment.now();
        buffer.flip().get(bytes, 0, length);
        if (!held.answered) {
            held.answered = true;
            answered++;
        }
        held.scanner.take(bytes, length, time -> receive(held, time));
    }

    private void receive(Held held, long publishedAt) {
        if (!held.established) {
            held.established = true;
            established++;
        }
        if (publishedAt == EventScanner.UNREADABLE) {
            unreadable++;
            return;
        }
        newest = Math.max(newest, publishedAt);
        if (publishedAt >= begin && publishedAt < end) {
            micros.recordValue(Math.max(0, receivedAt - publishedAt));
            if (publishedAt > lastCounted) {
                lastCounted = publishedAt;
                updates++;
            }
        }
    }

    private void lose(SocketChannel channel) {
        lost++;
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        }
    }

    private static void closeAll(Selector selector) throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
