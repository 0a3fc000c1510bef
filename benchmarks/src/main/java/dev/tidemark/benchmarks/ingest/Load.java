package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.measure.Vitals;

/**
 * A load from both sides.
 *
 * @param outcome what the client saw
 * @param begin the server at the beginning of the steady phase
 * @param end the server at its end
 */
record Load(LoadOutcome outcome, Vitals begin, Vitals end) {

    private static final double NANOS_PER_MICRO = 1e3;

    /** What the server's process spent on each event that it took, in microseconds of CPU. */
    double cpuMicros() {
        return (end.usage().cpuNanos() - begin.usage().cpuNanos())
                / NANOS_PER_MICRO
                / outcome.acceptedEvents();
    }

    /** CPU that the server's process used, in cores. */
    double cores() {
        return (double) (end.usage().cpuNanos() - begin.usage().cpuNanos())
                / (end.usage().nanos() - begin.usage().nanos());
    }

    /** What the server put on its heap for each event that it took, in bytes. */
    double allocatedBytes() {
        return (double) (end.usage().allocatedBytes() - begin.usage().allocatedBytes())
                / outcome.acceptedEvents();
    }
}
