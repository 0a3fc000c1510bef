package dev.tidemark.ingest.publish;

import java.time.Duration;

/** How much longer one request may wait for room in the producer's buffer. Not thread-safe. */
final class SendBudget {

    /** To serialise and compress an event is work, not waiting; it takes a tenth of this. */
    private static final long WORK_NANOS = 200_000;

    private long leftNanos;

    SendBudget(Duration wait) {
        this.leftNanos = wait.toNanos();
    }

    /** Takes off what handing over one event took. */
    void spend(long nanos) {
        leftNanos -= Math.max(0, nanos - WORK_NANOS);
    }

    boolean isSpent() {
        return leftNanos <= 0;
    }
}
