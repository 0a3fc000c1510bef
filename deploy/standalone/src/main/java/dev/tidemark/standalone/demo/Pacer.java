package dev.tidemark.standalone.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass before the next step. A parameter, so that a test can let it pass at once. */
@FunctionalInterface
public interface Pacer {

    /**
     * Returns when this much time has passed; at once for zero and less.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void pause(Duration duration) throws InterruptedException;

    /** The pacer that really waits. */
    static Pacer system() {
        return Pacer::park;
    }

    private static void park(Duration duration) throws InterruptedException {
        // convert() saturates where Duration.toNanos() would throw.
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(duration);
        long left = deadline - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = deadline - System.nanoTime();
        }
    }
}
