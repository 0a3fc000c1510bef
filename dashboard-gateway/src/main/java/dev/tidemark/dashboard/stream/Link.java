package dev.tidemark.dashboard.stream;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a {@link WriterLoop} writes to. All but {@link #queued} and {@link #await}
 * belongs to the loop's thread.
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

    private final Thread owner = Thread.currentThread();
    private volatile @Nullable Ending ending;

    /** How a stream ended. */
    enum Ending {
        /** As it should, with its last byte. */
        COMPLETE,
        /** The client or the network left. */
        GONE,
        /** The client took nothing for too long. */
        STALLED
    }

    /** Made on the thread that will wait for its end. */
    Link(SocketChannel channel, Outbox outbox, byte[] first) {
        this.channel = channel;
        this.outbox = outbox;
        this.rest = ByteBuffer.wrap(first);
    }

    /** Lets the thread go on that waits. */
    void ended(Ending how) {
        ending = how;
        LockSupport.unpark(owner);
    }

    /**
     * Waits for the end.
     *
     * @param onInterrupt run once if the thread is interrupted, to bring the end about
     */
    Ending await(Runnable onInterrupt) {
        boolean interrupted = false;
        Ending how = ending;
        while (how == null) {
            LockSupport.park(this);
            if (Thread.interrupted() && !interrupted) {
                interrupted = true;
                onInterrupt.run();
            }
            how = ending;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return how;
    }
}
