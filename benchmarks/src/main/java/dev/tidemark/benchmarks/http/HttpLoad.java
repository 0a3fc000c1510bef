package dev.tidemark.benchmarks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;

/**
 * One load on one server. Single use, for one thread, which does all of the work.
 *
 * <p>In an open loop, requests fall due on a schedule that knows nothing of answers. One that is
 * due is sent on a connection that has none under way; while there is no such connection it is
 * counted as held back, and not sent later.
 *
 * <p>A server may answer before it has read all of a request. If it then closes the connection, the
 * rest is not sent, and another connection takes its place; else the rest is sent before the next
 * request is. Nothing that a server says makes the load slower, {@code Retry-After} neither.
 */
public final class HttpLoad {

    private static final Duration CONNECTING = Duration.ofMinutes(1);

    /** Connections that are being made at a time; fewer than a server's usual backlog. */
    private static final int CONNECTS = 200;

    private static final String CLOSED = "closed by the server";
    private static final int READ_BYTES = 64 << 10;

    /** Open loop: what falls due in it is sent at once. */
    private static final long OPEN_TICK_MS = 1;

    private static final long CLOSED_TICK_MS = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final InetSocketAddress server;
    private final LoadPlan plan;
    private final List<PreparedRequest> requests;
    private final long firstNumber;
    private final int longestCopy;
    private final Tally tally;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();

    /** Of connections that are over: memory outside of the heap is slow to come and to go. */
    private final ArrayDeque<ByteBuffer> copies = new ArrayDeque<>();

    private boolean sending;
    private int connecting;
    private int pending;
    private long sent;
    private long numbers;
    private long heldBack;

    /**
     * A load that is not running yet.
     *
     * @param requests are sent in turn, again and again
     * @param firstNumber of the first event, if they are numbered; at least {@link
     *     PreparedRequest#FIRST_NUMBER}
     * @throws IOException if the system has no selector for it
     */
    public HttpLoad(
            InetSocketAddress server,
            LoadPlan plan,
            List<PreparedRequest> requests,
            long firstNumber)
            throws IOException {
        this.server = server;
        this.plan = plan;
        this.requests = List.copyOf(requests);
        this.firstNumber = firstNumber;
        this.longestCopy =
                requests.stream()
                        .filter(PreparedRequest::isNumbered)
                        .mapToInt(PreparedRequest::length)
                        .max()
                        .orElse(0);
        this.tally = new Tally(firstNumber);
        this.selector = Selector.open();
    }

    /**
     * Runs it to its end.
     *
     * @param begin called when the steady phase begins
     * @param end called when it ends
     * @throws IOException if the server cannot be reached
     */
    public LoadOutcome run(Runnable begin, Runnable end) throws IOException {
        try (selector) {
            connectAll();
            long start = System.nanoTime();
            sending = true;
            if (plan.isClosed()) {
                sendOnAll();
            }
            long steadyFrom = start + plan.warmUp().toNanos();
            long steadyTo = steadyFrom + plan.steady().toNanos();
            runUntil(start, steadyFrom);
            tally.begin();
            begin.run();
            runUntil(start, steadyTo);
            tally.end();
            end.run();
            runUntil(start, steadyTo + plan.tail().toNanos());
            sending = false;
            drain();
            closeAll();
        }
        return tally.outcome(sent, numbers, heldBack);
    }

    /** Numbers of the accepted events, less the first number; of numbered requests only. */
    public BitSet acceptedNumbers() {
        return tally.acceptedNumbers();
    }

    private void connectAll() throws IOException {
        long deadline = System.nanoTime() + CONNECTING.toNanos();
        int begun = 0;
        while (idle.size() < plan.connections()) {
            while (begun < plan.connections() && connecting < CONNECTS) {
                connect();
                begun++;
            }
            selector.select(this::advance, CLOSED_TICK_MS);
            if (tally.hasFaults() || System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "%s takes %d of %d connections"
                                .formatted(server, idle.size(), plan.connections()));
            }
        }
    }

    private void connect() throws IOException {
        ByteBuffer copy = copies.pollFirst();
        if (copy == null) {
            copy = ByteBuffer.allocateDirect(longestCopy);
        }
        Connection connection = new Connection(server, selector, copy);
        if (connection.isConnected()) {
            ready(connection);
        } else {
            connecting++;
        }
    }

    private void sendOnAll() throws IOException {
        int all = idle.size();
        for (int i = 0; i < all; i++) {
            send(idle.removeFirst());
        }
    }

    private void runUntil(long start, long until) throws IOException {
        long now = System.nanoTime();
        while (now - until < 0) {
            if (!plan.isClosed()) {
                sendDue(now - start);
            }
            selector.select(this::advance, plan.isClosed() ? CLOSED_TICK_MS : OPEN_TICK_MS);
            now = System.nanoTime();
        }
    }

    private void sendDue(long sinceStart) throws IOException {
        long due = (long) (sinceStart / NANOS_PER_SECOND * plan.perSecond());
        while (sent + heldBack < due) {
            Connection connection = idle.pollFirst();
            if (connection == null) {
                heldBack = due - sent;
            } else if (connection.isConnected()) {
                send(connection);
            }
        }
    }

    private void drain() throws IOException {
        long deadline = System.nanoTime() + plan.patience().toNanos();
        while (pending > 0 && System.nanoTime() - deadline < 0) {
            selector.select(this::advance, CLOSED_TICK_MS);
        }
    }

    private void closeAll() throws IOException {
        for (SelectionKey key : selector.keys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.pending() != null) {
                tally.fault("no answer in " + plan.patience());
            }
            connection.close();
        }
    }

    private void ready(Connection connection) throws IOException {
        if (sending && plan.isClosed()) {
            send(connection);
        } else {
            idle.addLast(connection);
        }
    }

    private void send(Connection connection) throws IOException {
        PreparedRequest request = requests.get((int) (sent % requests.size()));
        long number = firstNumber + numbers;
        sent++;
        numbers += request.isNumbered() ? request.events() : 1;
        pending++;
        connection.prepare(request, number);
        write(connection);
    }

    private void advance(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isConnectable()) {
                connecting--;
                connection.connected();
                ready(connection);
                return;
            }
            // What is there to be read first: it may be the answer to what is still being written.
            if (key.isReadable()) {
                read(connection);
            }
            if (key.isValid() && key.isWritable()) {
                write(connection);
            }
        } catch (IOException | IllegalStateException e) {
            replace(connection, reason(e));
        }
    }

    private void write(Connection connection) throws IOException {
        try {
            connection.write();
        } catch (IOException e) {
            hearOut(connection, e);
            return;
        }
        if (connection.pending() == null && !connection.isWriting()) {
            ready(connection);
        }
    }

    /** The server takes no more of a request; before that it may have answered. */
    private void hearOut(Connection connection, IOException why) throws IOException {
        try {
            int length = connection.pending() == null ? 0 : connection.read(in);
            while (length > 0 && !take(connection)) {
                length = connection.read(in);
            }
        } catch (IOException | IllegalStateException e) {
            why.addSuppressed(e);
        }
        replace(connection, reason(why));
    }

    private void read(Connection connection) throws IOException {
        if (connection.read(in) < 0) {
            replace(connection, CLOSED);
        } else if (take(connection)) {
            if (connection.answer().closes()) {
                replace(connection, CLOSED);
            } else if (!connection.isWriting()) {
                ready(connection);
            }
        }
    }

    /** Takes what was read; whether the request is answered with it. */
    private boolean take(Connection connection) {
        PreparedRequest request = connection.pending();
        if (request == null) {
            throw new IllegalStateException("an answer that nobody asked for");
        }
        if (!connection.answer().read(in)) {
            return false;
        }
        if (in.hasRemaining()) {
            throw new IllegalStateException("more bytes than the answer has");
        }
        tally.answered(
                connection.answer(),
                request,
                connection.number(),
                System.nanoTime() - connection.sentNanos());
        connection.done();
        pending--;
        return true;
    }

    /** Another one in the place of one that is over. What was under way there has no answer. */
    private void replace(Connection over, String why) {
        boolean wasConnected = over.isConnected();
        try {
            over.close();
            copies.addLast(over.copy());
            if (over.pending() != null) {
                over.done();
                pending--;
                tally.fault("no answer: " + why);
            } else if (wasConnected) {
                tally.reconnected();
            } else {
                tally.fault("no connection: " + why);
            }
            if (sending) {
                connect();
            }
        } catch (IOException e) {
            tally.fault("no connection: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
