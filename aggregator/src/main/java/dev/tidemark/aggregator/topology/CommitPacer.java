package dev.tidemark.aggregator.topology;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides when what is held is worth a commit before the commit interval ends.
 *
 * <p>While the input is read as it is written, people are waiting: {@link #SOON}, and a little more
 * for each thing that is held, so that the second phase costs a bounded share of a core however
 * many series there are. While a backlog is worked off, nobody sees a difference between early and
 * late, and every commit costs: it is left to the commit interval, whose partials then stand for
 * the most events.
 *
 * <p>Used by one stream thread.
 */
final class CommitPacer {

    /** How long a single event waits. Below what a person notices on a dashboard. */
    static final Duration SOON = Duration.ofMillis(100);

    /**
     * For each thing that is held. Handing one on, merging and storing it costs about 10
     * microseconds ({@code tidemark bench aggregate}, 10,000 series), a fifth of this.
     */
    static final Duration PER_HELD = Duration.ofNanos(50_000);

    /** Input that is older than this is a backlog. */
    static final Duration BEHIND = Duration.ofSeconds(3);

    private static final Duration TICK = Duration.ofMillis(20);

    private final ProcessorContext<?, ?> context;
    private final IntSupplier held;
    private @Nullable Cancellable timer;
    private long sinceMs;
    private long newestWrittenMs;

    /**
     * A pacer of the task with this context.
     *
     * @param held how many things are held now
     */
    CommitPacer(ProcessorContext<?, ?> context, IntSupplier held) {
        this.context = context;
        this.held = held;
    }

    /**
     * Something is held.
     *
     * @param writtenMs when its record was written to the events topic, ms since the epoch
     */
    void holding(long writtenMs) {
        if (timer == null) {
            sinceMs = context.currentSystemTimeMs();
            newestWrittenMs = writtenMs;
            timer = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
        } else if (writtenMs > newestWrittenMs) {
            newestWrittenMs = writtenMs;
        }
    }

    /** The task is about to commit: what was held is handed on. */
    void committing() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void tick(long nowMs) {
        if (isDue(nowMs)) {
            context.commit();
        }
    }

    private boolean isDue(long nowMs) {
        long waitMs = SOON.toMillis() + PER_HELD.multipliedBy(held.getAsInt()).toMillis();
        return nowMs - newestWrittenMs <= BEHIND.toMillis() && nowMs - sinceMs >= waitMs;
    }
}
