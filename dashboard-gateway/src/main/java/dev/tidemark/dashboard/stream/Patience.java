package dev.tidemark.dashboard.stream;

import java.time.Duration;

/**
 * How long somebody who has seen a position waits for answers that have reached it.
 *
 * @param fromMs when the waiting began, milliseconds since the epoch
 * @param bound how long nothing is shown
 */
record Patience(long fromMs, Duration bound) {

    /**
     * A store that stays behind for so many bounds was begun anew, and will not reach the position:
     * what it says is the truth.
     */
    private static final int BOUNDS_UNTIL_GIVEN_UP = 10;

    /** Whether it is worth waiting. */
    boolean lasts(long nowMs) {
        return nowMs - fromMs < bound.toMillis();
    }

    /** Whether the position will not come any more. */
    boolean hasGivenUp(long nowMs) {
        return nowMs - fromMs >= bound.toMillis() * BOUNDS_UNTIL_GIVEN_UP;
    }
}
