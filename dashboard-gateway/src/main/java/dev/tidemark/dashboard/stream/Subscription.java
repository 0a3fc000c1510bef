package dev.tidemark.dashboard.stream;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connected client of one view.
 *
 * <p>It holds at most one frame: a newer one replaces the one that was not written yet, because a
 * frame is a whole state. A client that comes back is given nothing before the view has reached the
 * position that it has seen, up to a bound. {@link #offer} belongs to the view's sampler, {@link
 * #poll} to the connection; all other methods may be called by any thread. None waits. Closing it
 * leaves the view.
 */
public final class Subscription implements AutoCloseable {

    private final Visitor visitor;
    private final Patience patience;
    private final Runnable onOverwrite;
    private final Consumer<Subscription> onClose;
    private final AtomicReference<@Nullable Frame> pending = new AtomicReference<>();
    private volatile @Nullable Position awaited;
    private volatile boolean ended;
    private volatile @Nullable Runnable signal;

    /**
     * @param patience how long a client that comes back waits for what it has seen before
     * @param onOverwrite told when a frame is replaced before it was written
     * @param onClose told when it is closed
     */
    Subscription(
            Visitor visitor,
            Patience patience,
            Runnable onOverwrite,
            Consumer<Subscription> onClose) {
        this.visitor = visitor;
        this.patience = patience;
        this.onOverwrite = onOverwrite;
        this.onClose = onClose;
        this.awaited = visitor.seen().orElse(null);
    }

    Visitor visitor() {
        return visitor;
    }

    View view() {
        return visitor.view();
    }

    /**
     * The state is now this one.
     *
     * @param nowMs the gateway's clock, milliseconds since the epoch
     */
    void offer(Frame frame, long nowMs) {
        Frame shown = shown(frame, nowMs);
        if (shown == null) {
            return;
        }
        if (pending.getAndSet(shown) != null) {
            onOverwrite.run();
        }
        wake();
    }

    /** Numbers that go back are withheld, then said to be old, and at last taken for the truth. */
    private @Nullable Frame shown(Frame frame, long nowMs) {
        Position seen = awaited;
        if (seen == null) {
            return frame;
        }
        if (frame.hasReached(seen) || patience.hasGivenUp(nowMs)) {
            awaited = null;
            return frame;
        }
        return patience.lasts(nowMs) ? null : frame.stale();
    }

    /** Whether it waits for a position: then it is to be offered something at each tick. */
    boolean isWaiting() {
        return awaited != null;
    }

    /** The stream ends before the next frame is written. */
    void end() {
        ended = true;
        wake();
    }

    /** Whether the stream is to end. */
    boolean isEnded() {
        return ended;
    }

    /** The newest frame that was not taken yet, if there is one. */
    @Nullable Frame poll() {
        // Most calls come after a signal for a frame, or find none: a plain read is cheaper.
        return pending.get() == null ? null : pending.getAndSet(null);
    }

    /** Whom to tell that there is something to do: once at once, in case it was before. */
    void onSignal(Runnable connection) {
        signal = connection;
        connection.run();
    }

    private void wake() {
        Runnable connection = signal;
        if (connection != null) {
            connection.run();
        }
    }

    /** Leaves the view. Closing twice is the same as once. */
    @Override
    public void close() {
        onClose.accept(this);
    }
}
