package dev.tidemark.benchmarks.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The summary of one run, told once by whoever comes first: its end or Ctrl-C. Thread-safe. */
final class Report {

    private final Tally tally;
    private final InstantSource clock;
    private final Instant start;
    private final AtomicBoolean told = new AtomicBoolean();

    Report(Tally tally, InstantSource clock) {
        this.tally = tally;
        this.clock = clock;
        this.start = clock.instant();
    }

    String soFar() {
        return tally.summary(Duration.between(start, clock.instant()));
    }

    void tell(Consumer<String> out) {
        if (told.compareAndSet(false, true)) {
            out.accept(soFar());
        }
    }
}
