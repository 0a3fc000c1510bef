package dev.tidemark.ingest.publish;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Lets as many threads work on events and hand them to a producer at a time as there are
 * processors.
 *
 * <p>The producer's threads of requests and its one thread of the network share locks. Who is woken
 * to take one of these, and is a virtual thread, waits behind all others that can run, and while it
 * does nobody else is woken for it: with thousands of requests the network's thread stood still for
 * 140 ms on average. At this door, only those wait who have nothing to hold up. Thread-safe.
 */
final class SendTurns {

    /** How many turns make an average, about. */
    private static final int AVERAGED = 20;

    private final Duration maxBlock;
    private final int count = Runtime.getRuntime().availableProcessors();
    private final Semaphore turns;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Written by whoever has had a turn; one that is lost makes no difference. */
    private final AtomicLong averageNanos = new AtomicLong();

    /**
     * Turns that nobody has.
     *
     * @param maxBlock how long to wait for one
     * @param inOrder whether they are given in the order in which they are asked for: only to
     *     threads of the system, as a virtual one that is next may take long to come
     */
    SendTurns(Duration maxBlock, boolean inOrder) {
        this.maxBlock = maxBlock;
        this.turns = new Semaphore(count, inOrder);
    }

    /**
     * Waits for a turn; {@link #release} must follow.
     *
     * @throws BufferExhaustedException if there was none in time
     * @throws InterruptException if the thread was interrupted; its flag is cleared
     */
    void take() {
        waiting.incrementAndGet();
        try {
            if (!turns.tryAcquire(maxBlock.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BufferExhaustedException("no turn within " + maxBlock);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /**
     * The turn is over.
     *
     * @param nanos how long it was
     */
    void release(long nanos) {
        turns.release();
        long average = averageNanos.get();
        averageNanos.set(average + (nanos - average) / AVERAGED);
    }

    /** How long one would wait who asked now, by the turns of late. */
    Duration backlog() {
        return Duration.ofNanos(waiting.get() * averageNanos.get() / count);
    }
}
