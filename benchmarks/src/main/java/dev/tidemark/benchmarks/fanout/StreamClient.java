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
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** Holds streams, all in one thread, and measures what comes. Single use. */
final class StreamClient {

    /** So many connections have each address of ours, so that its ports suffice. */
    private static final int CONNECTIONS_OF_ADDRESS = 1_000;

    /** Fewer than a usual queue of connections that wait to be accepted. */
    private static final int OPENING = 256;

    /** A reader that is to stall has little room for what it does not read. */
    private static final int STALLED_BUFFER_BYTES = 4 << 10;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
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
    private final Consumer<String> say;
    private final Predicate<String> told;
    private int opened;
    private int answered;
    private int stalledOpened;
    private int stalledAsked;
    private int established;
    private long newest;
    private long updates;
    private long unreadable;
    private long lost;
    private long begin = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;
    private long lastCounted;
    private long receivedAt;

    /** In place of what is known of a stream that is read. */
    private static final Object STALLED = new Object();

    /** One stream that is read. */
    private static final class Held {
        private final EventScanner scanner = new EventScanner();
        private boolean answered;
        private boolean established;
    }

    /**
     * A client.
     *
     * @param say tells the parent one of the words of {@link ClientMain}
     * @param told whether the parent has told one of them; asked again and again
     */
    StreamClient(HoldOrder order, Consumer<String> say, Predicate<String> told) {
        this.order = order;
        this.say = say;
        this.told = told;
        this.request = order.request().getBytes(US_ASCII);
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port());
    }

    /**
     * Opens all streams, measures from when it may, and holds them until they are not wanted any
     * more. The steady phase begins and ends in the middle between two updates.
     *
     * @throws IllegalStateException if not all streams can be opened
     */
    HoldOutcome run() throws IOException {
        Selector selector = Selector.open();
        try {
            open(selector);
            openStalled(selector);
            say.accept(ClientMain.OPEN);
            await(selector, () -> told.test(ClientMain.GO));
            long known = newest;
            await(selector, () -> newest > known);
            long intervalMicros = Duration.ofMillis(order.intervalMs()).toNanos() / 1_000;
            begin = newest + intervalMicros / 2;
            end = begin + Duration.ofMillis(order.steadyMs()).toNanos() / 1_000;
            await(selector, () -> Moment.now() >= begin);
            Usage from = Usage.now();
            say.accept(ClientMain.BEGIN);
            await(selector, () -> Moment.now() >= end);
            Usage to = Usage.now();
            say.accept(ClientMain.END);
            // What was published before the end may still be on its way.
            await(
                    selector,
                    () -> Moment.now() >= end + intervalMicros && told.test(ClientMain.RELEASE));
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
                HoldOutcome.encode(micros),
                (to.nanos() - from.nanos()) / NANOS_PER_SECOND,
                (to.cpuNanos() - from.cpuNanos()) / NANOS_PER_SECOND);
    }

    private void open(Selector selector) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (established < order.connections()) {
            while (opened < order.connections() && opened - answered < OPENING) {
                openOne(selector, addressOf(opened), new Held());
                opened++;
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

    /** After the others, so that none of these has to be waited for. */
    private void openStalled(Selector selector) throws IOException {
        while (stalledOpened < order.stalled()) {
            while (stalledOpened < order.stalled() && stalledOpened - stalledAsked < OPENING) {
                openOne(selector, addressOf(opened + stalledOpened), STALLED);
                stalledOpened++;
            }
            await(selector, () -> stalledOpened - stalledAsked < OPENING);
        }
        await(selector, () -> stalledAsked == order.stalled());
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

    private void openOne(Selector selector, InetAddress from, Object held) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        if (held == STALLED) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, STALLED_BUFFER_BYTES);
        }
        channel.bind(new InetSocketAddress(from, 0));
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, held);
        if (channel.connect(server)) {
            ask(channel, key);
        }
    }

    /** The first address for the first ones, the next for the next, and so on. */
    private InetAddress addressOf(int connection) throws UnknownHostException {
        int number = order.firstAddress() - 1 + connection / CONNECTIONS_OF_ADDRESS;
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
        if (key.attachment() == STALLED) {
            stalledAsked++;
            key.interestOps(0);
        } else {
            key.interestOps(SelectionKey.OP_READ);
        }
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
