package dev.tidemark.benchmarks.aggregate;

import java.time.Duration;

/** Ends a run in which nothing happens any more. */
final class Patience {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private long lastSeen = -1;
    private long sinceNanos = System.nanoTime();

    /**
     * Told again and again how far it is.
     *
     * @throws IllegalStateException if it was as far two minutes ago
     */
    void progress(long soFar) {
        long now = System.nanoTime();
        if (soFar != lastSeen) {
            lastSeen = soFar;
            sinceNanos = now;
        } else if (now - sinceNanos > LIMIT.toNanos()) {
            throw new IllegalStateException("no progress since " + soFar + " events");
        }
    }
}
