package dev.tidemark.dashboard.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks on one virtual thread per sampler, each at moments of its own within the interval: the
 * first at once, the others on a grid whose phase is as far from those of the samplers before as
 * can be, so that reads are spread evenly and those of views that were opened together do not stay
 * together. A tick that takes longer than the interval costs the ones in between, not the grid.
 * Thread-safe.
 */
final class ThreadTicks implements Ticks {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadTicks.class);

    /** Multiples of it, modulo 1, lie evenly however many there are (Weyl, the golden ratio). */
    private static final double PHASE_STEP = (Math.sqrt(5) - 1) / 2;

    private final AtomicLong started = new AtomicLong();

    @Override
    public Runnable start(String name, Duration interval, Runnable tick) {
        double phase = started.getAndIncrement() * PHASE_STEP % 1;
        Loop loop = new Loop(interval.toNanos(), (long) (interval.toNanos() * phase), tick);
        Thread thread = Thread.ofVirtual().name(name).start(loop);
        return () -> {
            loop.stopped = true;
            LockSupport.unpark(thread);
        };
    }

    /**
     * Time until the next moment of a grid.
     *
     * @param nowNanos any clock's
     * @return from 1 to {@code intervalNanos}
     */
    static long untilNext(long nowNanos, long intervalNanos, long phaseNanos) {
        return intervalNanos - Math.floorMod(nowNanos - phaseNanos, intervalNanos);
    }

    private static final class Loop implements Runnable {

        private final long intervalNanos;
        private final long phaseNanos;
        private final Runnable tick;
        private volatile boolean stopped;

        Loop(long intervalNanos, long phaseNanos, Runnable tick) {
            this.intervalNanos = intervalNanos;
            this.phaseNanos = phaseNanos;
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
            long nowNanos = System.nanoTime();
            long untilNanos = nowNanos + untilNext(nowNanos, intervalNanos, phaseNanos);
            long left = untilNanos - System.nanoTime();
            while (!stopped && left > 0) {
                LockSupport.parkNanos(this, left);
                left = untilNanos - System.nanoTime();
            }
        }
    }
}
