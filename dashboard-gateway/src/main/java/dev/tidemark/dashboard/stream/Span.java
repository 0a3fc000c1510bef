package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.WindowSize;
import java.time.Duration;

/**
 * A fixed stretch of time that consists of whole windows.
 *
 * @param fromMs start of the first window, milliseconds since the epoch
 * @param toMs end of the last window, milliseconds since the epoch
 */
public record Span(long fromMs, long toMs) {

    /** How long it is. */
    public Duration length() {
        return Duration.ofMillis(toMs - fromMs);
    }

    /** How many windows of this size it consists of. */
    public long buckets(WindowSize window) {
        return (toMs - fromMs) / window.lengthMs();
    }

    /** The first windows of it, at most so many. */
    public Span first(long buckets, WindowSize window) {
        long ms = Math.min(buckets, buckets(window)) * window.lengthMs();
        return new Span(fromMs, fromMs + ms);
    }

    /** What of it comes after another that begins it; empty at the end. */
    public Span after(Span first) {
        return new Span(first.toMs, toMs);
    }

    /** Whether there is no window in it. */
    public boolean isEmpty() {
        return toMs <= fromMs;
    }
}
