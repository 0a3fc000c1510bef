package dev.tidemark.benchmarks.http;

import java.time.Duration;

/**
 * When requests are sent, and for how long.
 *
 * @param connections kept open, each with at most one request under way
 * @param perSecond requests that are due, evenly spread, whatever becomes of those before; 0 to
 *     send the next one on a connection as soon as the last one there is answered
 * @param warmUp sent, but not measured
 * @param steady measured
 * @param tail sent and not measured, after that
 * @param patience for the last answers
 */
public record LoadPlan(
        int connections,
        double perSecond,
        Duration warmUp,
        Duration steady,
        Duration tail,
        Duration patience) {

    /** Whether the answers decide when the next requests are sent. */
    boolean isClosed() {
        return perSecond == 0;
    }
}
