package dev.tidemark.dashboard.stream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks on one virtual thread per sampler. The time between two ticks varies by a tenth, so that
 * views which were opened together do not stay together.
 */
final class ThreadTicks implements Ticks {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadTicks.class);

    private static final double JITTER = 0.1;

    @Override
    public Runnable start(String name, Duration interval, Runnable tick) {
        Loop loop = new Loop(interval, tick);
        Thread thread = Thread.ofVirtual().name(name).start(loop);
        return () -> {
            loop.stopped = true;
            LockSupport.unpark(thread);
        };
    }

    private static final class Loop implements Runnable {

        private final Duration interval;
        private final Runnable tick;
        private volatile boolean stopped;

        Loop(Duration interval, Runnable tick) {
            this.interval = interval;
            this.tick = tick;
        }

        @Override
        public void run() {
            while (!stopped) {
                runTick();
                pause();
            }
        }

        /** A defect in one tick must not leave the subscribers without all the others. */
        private void runTick() {
            try {
                tick.run();
            } catch (RuntimeException e) {
                LOG.error("tick failed sampler={}", Thread.currentThread().getName(), e);
            }
        }

        private void pause() {
            double factor = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
            long untilNanos = System.nanoTime() + (long) (interval.toNanos() * factor);
            long left = untilNanos - System.nanoTime();
            while (!stopped && left > 0) {
                LockSupport.parkNanos(this, left);
                left = untilNanos - System.nanoTime();
            }
        }
    }
}
