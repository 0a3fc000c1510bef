package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.measure.Measurement;
import java.util.Map;

/**
 * One contestant in one round. What its process and the client do not tell is 0.
 *
 * @param contestant who
 * @param round which, from 1 on
 * @param eventsPerSecond that it took
 * @param cpuMicros of its process, microseconds for each event
 * @param allocatedBytes on its heap, for each event
 * @param p50Millis median time of a request, in milliseconds
 * @param p99Millis 99 % of the requests took no longer
 * @param clientCores CPU that the client used, in cores
 * @param statuses how often each came
 * @param faults answers that nobody should get, and requests without an answer
 */
record Sample(
        Contestant contestant,
        int round,
        double eventsPerSecond,
        double cpuMicros,
        double allocatedBytes,
        double p50Millis,
        double p99Millis,
        double clientCores,
        Map<String, Long> statuses,
        Map<String, Long> faults) {

    private static final double MICROS_PER_MILLI = 1e3;

    static Sample of(int round, Measurement producer) {
        return new Sample(
                Contestant.PRODUCER,
                round,
                producer.eventsPerSecond(),
                producer.cpuMicros(),
                producer.allocatedBytes(),
                0,
                0,
                0,
                Map.of(),
                Map.of());
    }

    static Sample of(Contestant contestant, int round, Load load) {
        LoadOutcome outcome = load.outcome();
        return new Sample(
                contestant,
                round,
                outcome.acceptedEvents() / outcome.seconds(),
                load.cpuMicros(),
                load.allocatedBytes(),
                outcome.p50Micros() / MICROS_PER_MILLI,
                outcome.p99Micros() / MICROS_PER_MILLI,
                outcome.clientCpuSeconds() / outcome.seconds(),
                outcome.statuses(),
                outcome.faults());
    }

    /** Answers other than 200, and requests without one. */
    long notAccepted() {
        long refused =
                statuses.entrySet().stream()
                        .filter(
                                entry ->
                                        entry.getKey().equals("429")
                                                || entry.getKey().equals("503"))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return refused + faults.values().stream().mapToLong(Long::longValue).sum();
    }
}
