package dev.tidemark.dashboard.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connected client of one view.
 *
 * <p>It holds at most one frame: a newer one replaces the one that was not written yet, because a
 * frame is a whole state. {@link #offer} and {@link #end} may be called by any thread and never
 * wait; {@link #next} only by the connection's own thread. Closing it leaves the view.
 */
public final class Subscription implements AutoCloseable {

    private final View view;
    private final Runnable onOverwrite;
    private final Consumer<Subscription> onClose;
    private final AtomicReference<@Nullable Frame> pending = new AtomicReference<>();
    private volatile boolean ended;
    private volatile @Nullable Thread waiting;

    /** What the connection does next. */
    sealed interface Next {

        /** Write this frame. */
        record Write(Frame frame) implements Next {}

        /** Nothing happened for the whole time: give a sign of life. */
        record Heartbeat() implements Next {}

        /** The stream is over. */
        record End() implements Next {}
    }

    Subscription(View view, Runnable onOverwrite, Consumer<Subscription> onClose) {
        this.view = view;
        this.onOverwrite = onOverwrite;
        this.onClose = onClose;
    }

    View view() {
        return view;
    }

    /** The state is now this one. */
    void offer(Frame frame) {
        if (pending.getAndSet(frame) != null) {
            onOverwrite.run();
        }
        wake();
    }

    /** The state was this one at some time before anything that was offered. */
    void offerFirst(Frame frame) {
        if (pending.compareAndSet(null, frame)) {
            wake();
        }
    }

    /** The stream ends before the next frame is written. */
    void end() {
        ended = true;
        wake();
    }

    /** Waits for something to do, at most this long; an interrupt ends the stream. */
    Next next(Duration heartbeat) {
        long deadline = System.nanoTime() + heartbeat.toNanos();
        waiting = Thread.currentThread();
        while (!ended && !Thread.currentThread().isInterrupted()) {
            Frame frame = pending.getAndSet(null);
            if (frame != null) {
                return new Next.Write(frame);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return new Next.Heartbeat();
            }
            LockSupport.parkNanos(this, left);
        }
        return new Next.End();
    }

    /** Leaves the view. Closing twice is the same as once. */
    @Override
    public void close() {
        onClose.accept(this);
    }

    private void wake() {
        LockSupport.unpark(waiting);
    }
}
