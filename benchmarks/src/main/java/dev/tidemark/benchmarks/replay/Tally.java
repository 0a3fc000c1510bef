package dev.tidemark.benchmarks.replay;

import dev.tidemark.standalone.demo.TrackOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What became of the lines so far. Thread-safe.
 *
 * <p>At the end read = accepted + refused + malformed; blank lines are in none of them.
 */
final class Tally {

    private final LongAdder read = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();

    void countRead() {
        read.increment();
    }

    void countMalformed() {
        malformed.increment();
    }

    void count(TrackOutcome outcome) {
        switch (outcome) {
            case TrackOutcome.Accepted ignored -> accepted.increment();
            case TrackOutcome.Refused(int status, String code, String detail) ->
                    countRefused(status + " " + code + ": " + detail);
            case TrackOutcome.Failed(String reason) -> countRefused(reason);
        }
    }

    /** Whether every event was taken. */
    boolean allAccepted() {
        return refused.sum() == 0;
    }

    long linesRead() {
        return read.sum();
    }

    /** Why the first event that was not taken was not. */
    Optional<String> firstRefusal() {
        return Optional.ofNullable(firstRefusal.get());
    }

    /** One line for people, after this time. */
    String summary(Duration elapsed) {
        double seconds = elapsed.toMillis() / 1000.0;
        long perSecond = seconds == 0 ? 0 : Math.round(accepted.sum() / seconds);
        return String.format(
                Locale.ROOT,
                "read %d lines: %d accepted, %d refused, %d malformed in %.1f s (%d/s)",
                read.sum(),
                accepted.sum(),
                refused.sum(),
                malformed.sum(),
                seconds,
                perSecond);
    }

    private void countRefused(String reason) {
        refused.increment();
        firstRefusal.compareAndSet(null, reason);
    }
}
