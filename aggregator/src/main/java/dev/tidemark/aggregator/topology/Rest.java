package dev.tidemark.aggregator.topology;

import java.time.Duration;

/**
 * The time that is left between two pieces of work of a kind, in proportion to the first, so that
 * they take a bounded share of a core however many series there are. Used by one thread.
 */
final class Rest {

    /**
     * After any commit: most of what one costs does not depend on what is in it. Below what a
     * person notices on a dashboard.
     */
    static final Duration AFTER_COMMIT = Duration.ofMillis(50);

    /**
     * For each thing that was handed on or written. Handing one on, merging and storing it costs
     * about 10 microseconds ({@code tidemark bench aggregate}, 10,000 series), a fifth of this.
     */
    static final Duration PER_THING = Duration.ofNanos(50_000);

    private final Duration least;
    private long fromMs;
    private long untilMs;

    /**
     * Over until something begins.
     *
     * @param least after however small a piece of work
     */
    Rest(Duration least) {
        this.least = least;
    }

    /** So many things are about to be worked on; of two rests the one that ends later counts. */
    void begin(long nowMs, int things) {
        long newUntilMs = nowMs + least.plus(PER_THING.multipliedBy(things)).toMillis();
        if (isOver(newUntilMs)) {
            fromMs = nowMs;
            untilMs = newUntilMs;
        }
    }

    /** Whether more may be done. A clock that was set back ends a rest, too. */
    boolean isOver(long nowMs) {
        return left(nowMs).isZero();
    }

    /** How long it lasts from now on. */
    Duration left(long nowMs) {
        return nowMs < fromMs || nowMs >= untilMs
                ? Duration.ZERO
                : Duration.ofMillis(untilMs - nowMs);
    }
}
