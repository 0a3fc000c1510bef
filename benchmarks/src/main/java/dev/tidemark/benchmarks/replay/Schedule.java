package dev.tidemark.benchmarks.replay;

import dev.tidemark.standalone.demo.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * When each line is due: as far from the start as it was from the log's first line, divided by the
 * speed. Not thread-safe.
 */
final class Schedule {

    // A line with a time that is far off would otherwise overflow.
    private static final double MAX_OFFSET_MS = Duration.ofDays(36_500).toMillis();

    private final double speed;
    private final InstantSource clock;
    private final Pacer pacer;
    private @Nullable Instant firstTime;
    private long startMs;

    /**
     * A schedule that starts when its first line is asked for.
     *
     * @param speed 2 is twice as fast as the log; 0 makes everything due at once
     */
    Schedule(double speed, InstantSource clock, Pacer pacer) {
        this.speed = speed;
        this.clock = clock;
        this.pacer = pacer;
    }

    /**
     * Waits until a line with this time is due; tells when that was, in milliseconds since the
     * epoch.
     */
    long awaitDueMs(Instant time) throws InterruptedException {
        long dueMs = dueMs(time);
        long waitMs = dueMs - clock.millis();
        if (waitMs > 0) {
            pacer.pause(Duration.ofMillis(waitMs));
        }
        return dueMs;
    }

    /**
     * When a line with this time is due, in milliseconds since the epoch; a line from before the
     * first one at the start.
     */
    private long dueMs(Instant time) {
        if (speed == 0) {
            return clock.millis();
        }
        if (firstTime == null) {
            firstTime = time;
            startMs = clock.millis();
        }
        double offsetMs = Duration.between(firstTime, time).toMillis() / speed;
        return startMs + (long) Math.clamp(offsetMs, 0, MAX_OFFSET_MS);
    }
}
