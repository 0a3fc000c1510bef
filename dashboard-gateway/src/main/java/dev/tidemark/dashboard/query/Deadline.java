package dev.tidemark.dashboard.query;

import java.time.Duration;

/** A moment that work must not outlast, on the monotonic clock. */
record Deadline(long atNanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    long remainingNanos() {
        return atNanos - System.nanoTime();
    }

    boolean isPast() {
        return remainingNanos() <= 0;
    }
}
