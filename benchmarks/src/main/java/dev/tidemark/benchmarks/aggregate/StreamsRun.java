package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.benchmarks.measure.ClientTotal;
import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.measure.Meter;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Measures a Streams program from its start until its counters hold every event. */
final class StreamsRun {

    private static final Duration SAMPLE = Duration.ofMillis(20);
    private static final Duration ASK = Duration.ofMillis(100);

    /** Events that are not counted this long after they were read will never be. */
    private static final Duration LAST_CALL = Duration.ofMinutes(1);

    private final Assignment assignment;
    private final Totals expected;

    StreamsRun(Assignment assignment, Totals expected) {
        this.assignment = assignment;
        this.expected = expected;
    }

    Outcome run(Function<Assignment, Counted> program) throws InterruptedException {
        long events = assignment.events().events();
        Meter meter = Meter.start(events);
        try (Counted counted = program.apply(assignment)) {
            awaitConsumed(counted, meter, events);
            awaitCounted(counted);
            Measurement measurement = meter.finish();
            return compare(measurement, counted);
        }
    }

    private void awaitConsumed(Counted counted, Meter meter, long events)
            throws InterruptedException {
        ClientTotal consumed = ClientTotal.consumed();
        Patience patience = new Patience();
        boolean asked = false;
        long soFar = 0;
        while (soFar < events) {
            Thread.sleep(SAMPLE);
            soFar = consumed.total();
            if (!asked && soFar > 0) {
                // What a first question costs belongs to the start, which is left out.
                asked = !counted.holdsAll(expected);
            }
            meter.consumed(soFar);
            patience.progress(soFar);
        }
    }

    private void awaitCounted(Counted counted) throws InterruptedException {
        long deadline = System.nanoTime() + LAST_CALL.toNanos();
        while (!counted.holdsAll(expected) && System.nanoTime() < deadline) {
            Thread.sleep(ASK);
        }
    }

    private Outcome compare(Measurement measurement, Counted counted) {
        List<String> differences = new ArrayList<>();
        differences.addAll(named("counters", counted.counters()));
        List<WindowSpec> windows = Windows.DEFAULT.specs();
        for (WindowSpec spec : windows) {
            differences.addAll(named("windows " + spec.size(), counted.windows(spec.size())));
        }
        return new Outcome(measurement, expected.series() * (1 + windows.size()), differences);
    }

    private List<String> named(String store, Totals totals) {
        return totals.differencesTo(expected).stream().map(line -> store + ", " + line).toList();
    }
}
