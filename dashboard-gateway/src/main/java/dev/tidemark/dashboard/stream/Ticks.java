package dev.tidemark.dashboard.stream;

import java.time.Duration;

/** What makes samplers tick; tests tick by hand. Implementations are thread-safe. */
@FunctionalInterface
interface Ticks {

    /**
     * Runs {@code tick} soon and then again after each interval, never two at a time.
     *
     * @return stops it: a tick that is running ends, no other begins
     */
    Runnable start(String name, Duration interval, Runnable tick);
}
