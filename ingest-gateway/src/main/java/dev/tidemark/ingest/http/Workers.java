package dev.tidemark.ingest.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few threads of the system, on which requests are worked on that were let in.
 *
 * <p>The server runs each request on a virtual thread, and these share the processors first come,
 * first served. A batch waits several times, for its body and for Kafka, and is each time behind
 * all requests that have come meanwhile: of a gateway that is sent too much, behind thousands of
 * refusals. On a thread of the system it is one of a few. Thread-safe.
 */
public final class Workers implements AutoCloseable {

    /** More than a gateway has batches under way that do not wait for their clients. */
    private static final int MOST = 64;

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    MOST,
                    KEPT.toNanos(),
                    TimeUnit.NANOSECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().name("batch-", 0).factory(),
                    // Slow clients may hold all of them; others are then worked on as without them.
                    (job, pool) -> job.run());

    /** None of them has anything to do. */
    public Workers() {}

    /**
     * Returns when the work is done: by one of the threads or, while all have other work, by the
     * caller's. An interrupt of the caller is one of the work, and kept.
     *
     * @throws RuntimeException what the work throws
     */
    void run(Runnable work) {
        Job job = new Job(work, Thread.currentThread());
        threads.execute(job);
        job.await();
    }

    /** Interrupts work that is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Work of one caller. */
    private static final class Job implements Runnable {

        private final Runnable work;
        private final Thread caller;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Thread worker;
        private boolean interrupted;
        private volatile @Nullable Throwable failure;

        Job(Runnable work, Thread caller) {
            this.work = work;
            this.caller = caller;
        }

        @Override
        public void run() {
            begin();
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                // An error is one of the request, too: its caller must not take it for done.
                failure = e;
            } finally {
                end();
                done.countDown();
            }
        }

        void await() {
            boolean kept = false;
            boolean waiting = true;
            while (waiting) {
                try {
                    done.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    kept = true;
                    interrupt();
                }
            }
            if (kept) {
                caller.interrupt();
            }
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException("neither of both", e);
            }
        }

        private synchronized void begin() {
            worker = Thread.currentThread();
            if (interrupted) {
                worker.interrupt();
            }
        }

        private synchronized void interrupt() {
            interrupted = true;
            if (worker != null) {
                worker.interrupt();
            }
        }

        /** An interrupt that came late is not one of the next work. */
        private synchronized void end() {
            if (worker != caller) {
                Thread.interrupted();
            }
            worker = null;
        }
    }
}
