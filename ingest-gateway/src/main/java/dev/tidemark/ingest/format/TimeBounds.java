package dev.tidemark.ingest.format;

import java.time.Duration;

/**
 * When events may have happened that are accepted now.
 *
 * @param oldestMs the first moment, in milliseconds since the epoch
 * @param newestMs the last moment, in milliseconds since the epoch
 */
public record TimeBounds(long oldestMs, long newestMs) {

    /** How far ahead of the gateway's clock an event's clock may be. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /**
     * The bounds at this moment.
     *
     * @param nowMs milliseconds since the epoch
     * @param maxAge how old an event may be
     */
    public static TimeBounds at(long nowMs, Duration maxAge) {
        return new TimeBounds(nowMs - maxAge.toMillis(), nowMs + MAX_AHEAD.toMillis());
    }

    /** Whether this moment, in milliseconds since the epoch, is within. */
    public boolean include(long ms) {
        return ms >= oldestMs && ms <= newestMs;
    }

    @Override
    public String toString() {
        return "from %d to %d at this moment".formatted(oldestMs, newestMs);
    }
}
