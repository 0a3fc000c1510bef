package dev.tidemark.dashboard.stream;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a {@link WriterLoop} writes to. All but {@link #queued}, {@link #await} and
 * {@link #abandon} belongs to the loop's thread.
 */
final class Link {

    final SocketChannel channel;
    final Outbox outbox;

    /** Whether it stands in the loop's queue. */
    final AtomicBoolean queued = new AtomicBoolean();

    /** What is being written, if it could not be written at once. */
    @Nullable ByteBuffer rest;

    /** When bytes were taken last, on the monotonic clock. */
    long movedNanos;

    @Nullable SelectionKey key;

    private final WriterLoop loop;
    private final Consumer<Ending> onEnd;
    private volatile boolean over;
    private volatile @Nullable Thread waiting;

    /** How a stream ended. */
    enum Ending {
        /** As it should, with its last byte. */
        COMPLETE,
        /** The client or the network left. */
        GONE,
        /** The client took nothing for too long. */
        STALLED
    }

    /**
     * @param first written before what the outbox gives
     * @param onEnd told once how it ended, by the loop
     */
    Link(
            WriterLoop loop,
            SocketChannel channel,
            Outbox outbox,
            byte[] first,
            Consumer<Ending> onEnd) {
        this.loop = loop;
        this.channel = channel;
        this.outbox = outbox;
        this.rest = ByteBuffer.wrap(first);
        this.onEnd = onEnd;
    }

    /** Tells that it is over, once. */
    void ended(Ending how) {
        if (!over) {
            try {
                onEnd.accept(how);
            } finally {
                over = true;
                LockSupport.unpark(waiting);
            }
        }
    }

    /** Drops the connection as if its client had left. Any thread; returns at once. */
    void abandon() {
        loop.abandon(this);
    }

    /** Waits for the end; an interrupt brings it about. For one thread. */
    void await() {
        waiting = Thread.currentThread();
        boolean interrupted = false;
        while (!over) {
            LockSupport.park(this);
            if (Thread.interrupted() && !interrupted) {
                interrupted = true;
                abandon();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
