package dev.tidemark.benchmarks.fanout;

import java.time.Clock;
import java.time.Instant;

/** The machine's clock in microseconds, which all processes of a run share. Thread-safe. */
final class Moment {

    /** How many digits it has, until the year 2286. */
    static final int DIGITS = 16;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final Clock CLOCK = Clock.systemUTC();

    private Moment() {}

    /** Microseconds since the epoch. */
    static long now() {
        Instant now = CLOCK.instant();
        return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / NANOS_PER_MICRO;
    }
}
