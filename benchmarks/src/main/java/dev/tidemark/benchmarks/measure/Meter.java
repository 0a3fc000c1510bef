package dev.tidemark.benchmarks.measure;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures one run over a known number of events. Single use, for one thread. */
public final class Meter {

    private static final int LEFT_OUT = 5;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long events;
    private final Supplier<Usage> usage;
    private final Usage start;
    private @Nullable Usage steady;
    private long consumedThen;

    Meter(long events, Supplier<Usage> usage) {
        this.events = events;
        this.usage = usage;
        this.start = usage.get();
    }

    /** Begins to measure a run over this many events. */
    public static Meter start(long events) {
        return new Meter(events, Usage::now);
    }

    /** Told again and again how many events were consumed so far. */
    public void consumed(long soFar) {
        if (steady == null && soFar >= events / LEFT_OUT) {
            steady = usage.get();
            consumedThen = soFar;
        }
    }

    /** The run has ended. */
    public Measurement finish() {
        Usage end = usage.get();
        Usage from = steady == null ? start : steady;
        long counted = Math.max(1, events - consumedThen);
        return new Measurement(
                events,
                counted / ((end.nanos() - from.nanos()) / NANOS_PER_SECOND),
                (end.cpuNanos() - from.cpuNanos()) / NANOS_PER_MICRO / counted,
                (double) (end.allocatedBytes() - from.allocatedBytes()) / counted,
                (end.nanos() - start.nanos()) / NANOS_PER_SECOND,
                (end.cpuNanos() - start.cpuNanos()) / NANOS_PER_MICRO / events);
    }
}
