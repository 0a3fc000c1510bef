package dev.tidemark.aggregator.topology;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides when what is held is worth a commit before the commit interval ends.
 *
 * <p>While the input is read as it is written, people are waiting: a commit follows at once, unless
 * the thread has to {@link Rest} from the one before. While a backlog is worked off, nobody sees a
 * difference between early and late, and every commit costs: it is left to the commit interval,
 * whose partials then stand for the most events.
 *
 * <p>Used by one stream thread.
 */
final class CommitPacer {

    /** Input that is older than this is a backlog. */
    static final Duration BEHIND = Duration.ofSeconds(3);

    /**
     * At least so long it is before Streams looks again: each look has it process fewer records at
     * a time.
     */
    private static final Duration TICK = Duration.ofMillis(5);

    private final ProcessorContext<?, ?> context;
    private final IntSupplier held;
    private final Duration patience;
    private final Rest rest;
    private @Nullable Cancellable timer;
    private long sinceMs;
    private long newestWrittenMs;

    /**
     * A pacer of the task with this context.
     *
     * @param held how many things are held now
     * @param patience how long what is held can wait although the thread has rested
     * @param rest between commits of the thread that runs the task, whose tasks commit together
     */
    CommitPacer(ProcessorContext<?, ?> context, IntSupplier held, Duration patience, Rest rest) {
        this.context = context;
        this.held = held;
        this.patience = patience;
        this.rest = rest;
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
            Duration wait = longest(TICK, patience, rest.left(sinceMs));
            timer = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, this::commitIfDue);
            commitIfDue(sinceMs);
        } else if (writtenMs > newestWrittenMs) {
            newestWrittenMs = writtenMs;
        }
    }

    /** The task is about to commit, and nothing of what is held is handed on yet. */
    void committing() {
        if (timer != null) {
            timer.cancel();
            timer = null;
            rest.begin(context.currentSystemTimeMs(), held.getAsInt());
        }
    }

    private static Duration longest(Duration... all) {
        return Collections.max(List.of(all));
    }

    /** Whether something is held that people are waiting for. */
    boolean isAwaited(long nowMs) {
        return timer != null && nowMs - newestWrittenMs <= BEHIND.toMillis();
    }

    private void commitIfDue(long nowMs) {
        if (isAwaited(nowMs) && nowMs - sinceMs >= patience.toMillis() && rest.isOver(nowMs)) {
            context.commit();
        }
    }
}
