package dev.tidemark.dashboard.stream;

import dev.tidemark.dashboard.stream.Link.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes to many connections, none of which it waits for.
 *
 * <p>A connection with something to say stands in a queue; it is written to at once, and only one
 * that takes no more bytes is watched for when it does. So an update costs each of its clients one
 * write and nothing else. What clients send is read and left, to notice at once those that are
 * gone.
 */
final class WriterLoop implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);

    /** The JDK copies what is written and keeps the copy's memory: so much for each thread. */
    private static final int MAX_WRITE_BYTES = 128 * 1024;

    /** How long the last bytes of streams may take when all is being closed. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private static final Duration MAX_LOOK = Duration.ofSeconds(1);

    /** How often it looks for what is overdue, in parts of the shortest time that is to be kept. */
    private static final int LOOKS = 4;

    private static final int READ_BYTES = 8 * 1024;
    private static final long NANOS_PER_MS = 1_000_000;

    private final StreamSettings settings;
    private final long lookNanos;
    private final Selector selector;
    private final Queue<Link> queue = new ConcurrentLinkedQueue<>();
    private final Set<Link> links = new HashSet<>();
    private final ByteBuffer discarded = ByteBuffer.allocateDirect(READ_BYTES);
    private volatile boolean asleep;
    private volatile boolean closed;
    private volatile boolean terminated;
    private long nextLookNanos;

    WriterLoop(StreamSettings settings) {
        this.settings = settings;
        this.lookNanos = lookNanos(settings);
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector can be opened", e);
        }
        this.nextLookNanos = System.nanoTime() + lookNanos;
    }

    private static long lookNanos(StreamSettings settings) {
        long shortest = Math.min(settings.heartbeat().toNanos(), settings.writeTimeout().toNanos());
        return Math.min(MAX_LOOK.toNanos(), shortest / LOOKS);
    }

    /** There may be something to write. Any thread; never waits. */
    void signal(Link link) {
        if (link.queued.compareAndSet(false, true)) {
            queue.add(link);
            if (asleep) {
                selector.wakeup();
            }
            if (terminated) {
                leaveQueue();
            }
        }
    }

    private void leaveQueue() {
        for (Link link = queue.poll(); link != null; link = queue.poll()) {
            link.ended(Ending.GONE);
        }
    }

    /** Drops the connection as if its client had left. Any thread. */
    void abandon(Link link) {
        try {
            link.channel.close();
        } catch (IOException e) {
            LOG.debug("closing failed", e);
        }
        signal(link);
    }

    /** Ends when it is closed and all streams are over, or have had their time to be. */
    @Override
    public void run() {
        long untilNanos = Long.MAX_VALUE;
        while (!closed || !links.isEmpty() || !queue.isEmpty()) {
            step();
            if (closed && untilNanos == Long.MAX_VALUE) {
                untilNanos = System.nanoTime() + CLOSING.toNanos();
            }
            if (closed && System.nanoTime() - untilNanos > 0) {
                List.copyOf(links).forEach(link -> finish(link, Ending.GONE));
            }
        }
        terminated = true;
        leaveQueue();
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("closing failed", e);
        }
    }

    /** A defect in one step must not leave all connections without the others. */
    private void step() {
        try {
            select();
            for (int waiting = queue.size(); waiting > 0; waiting--) {
                Link link = queue.poll();
                if (link == null) {
                    break;
                }
                link.queued.set(false);
                advance(link);
            }
            long nowNanos = System.nanoTime();
            if (nowNanos - nextLookNanos >= 0) {
                nextLookNanos = nowNanos + lookNanos;
                List.copyOf(links).forEach(link -> look(link, nowNanos));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("writing to streams failed", e);
        }
    }

    private void select() throws IOException {
        asleep = true;
        try {
            if (queue.isEmpty()) {
                long leftNanos = nextLookNanos - System.nanoTime();
                selector.select(this::selected, Math.max(1, leftNanos / NANOS_PER_MS));
            } else {
                selector.selectNow(this::selected);
            }
        } finally {
            asleep = false;
        }
    }

    private void selected(SelectionKey key) {
        Link link = (Link) key.attachment();
        try {
            if (key.isReadable()) {
                discarded.clear();
                if (link.channel.read(discarded) < 0) {
                    finish(link, Ending.GONE);
                    return;
                }
            }
            if (key.isWritable()) {
                advance(link);
            }
        } catch (IOException | CancelledKeyException e) {
            gone(link, e);
        }
    }

    private void advance(Link link) {
        try {
            if (link.key == null) {
                if (!link.channel.isOpen()) {
                    finish(link, Ending.GONE);
                    return;
                }
                links.add(link);
                link.movedNanos = System.nanoTime();
                link.key = link.channel.register(selector, SelectionKey.OP_READ, link);
            }
            write(link, link.key);
        } catch (IOException | CancelledKeyException | ClosedSelectorException e) {
            gone(link, e);
        }
    }

    private void write(Link link, SelectionKey key) throws IOException {
        while (links.contains(link)) {
            ByteBuffer rest = link.rest;
            if (rest == null) {
                byte[] next = link.outbox.take();
                if (next == null) {
                    watchFor(key, SelectionKey.OP_READ);
                    return;
                }
                rest = ByteBuffer.wrap(next);
                link.rest = rest;
                link.movedNanos = System.nanoTime();
            }
            if (!writeAll(link, rest)) {
                watchFor(key, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            link.rest = null;
            if (link.outbox.isOver()) {
                finish(link, Ending.COMPLETE);
            }
        }
    }

    /** Whether the connection took all of it. */
    private static boolean writeAll(Link link, ByteBuffer rest) throws IOException {
        int end = rest.limit();
        while (rest.position() < end) {
            rest.limit(Math.min(end, rest.position() + MAX_WRITE_BYTES));
            int written;
            try {
                written = link.channel.write(rest);
            } finally {
                rest.limit(end);
            }
            if (written == 0) {
                return false;
            }
            link.movedNanos = System.nanoTime();
        }
        return true;
    }

    private static void watchFor(SelectionKey key, int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private void look(Link link, long nowNanos) {
        long idleNanos = nowNanos - link.movedNanos;
        if (link.rest != null && idleNanos > settings.writeTimeout().toNanos()) {
            finish(link, Ending.STALLED);
        } else if (link.rest == null && idleNanos > settings.heartbeat().toNanos()) {
            link.rest = ByteBuffer.wrap(link.outbox.heartbeat());
            link.movedNanos = nowNanos;
            advance(link);
        }
    }

    private void gone(Link link, Exception e) {
        LOG.trace("the client is gone", e);
        finish(link, Ending.GONE);
    }

    private void finish(Link link, Ending how) {
        links.remove(link);
        try {
            if (how == Ending.COMPLETE) {
                link.channel.shutdownOutput();
            }
            link.channel.close();
        } catch (IOException e) {
            LOG.trace("the client was gone already", e);
        }
        link.ended(how);
    }

    /** Takes no time; the thread ends when the streams have. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
