package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.measure.Footprint;
import org.HdrHistogram.Histogram;

/**
 * One contestant in one round.
 *
 * @param contestant who
 * @param round which, from 1 on
 * @param connections that were held
 * @param eventBytes of an update, without the framing of HTTP
 * @param due events: each update that was published in the steady phase, to each connection
 * @param delivered of these events
 * @param unreadable events in which no time of publication was found
 * @param lost connections that the server ended
 * @param cpuMicros of its process, microseconds for each delivered event
 * @param p50Millis median from publication to receipt, in milliseconds
 * @param p99Millis 99 % came no later
 * @param maxMillis the latest
 * @param heapBytes live on its heap for each connection: with all less with none
 * @param residentBytes of its memory for each connection: with all less with none
 * @param readsPerSecond of the store; none for the floor, which does not read
 * @param clientCores CPU that the client used, in cores
 */
record Sample(
        Contestant contestant,
        int round,
        int connections,
        int eventBytes,
        long due,
        long delivered,
        long unreadable,
        long lost,
        double cpuMicros,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        double heapBytes,
        double residentBytes,
        double readsPerSecond,
        double clientCores) {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MICROS_PER_MILLI = 1e3;

    /**
     * A sample of what the client's process found.
     *
     * @param without how large the server was before there were connections
     */
    static Sample of(
            Contestant contestant,
            int round,
            int eventBytes,
            Clients.Held held,
            Footprint without) {
        HoldOutcome outcome = held.outcome();
        Histogram micros = outcome.micros();
        double connections = outcome.connections();
        return new Sample(
                contestant,
                round,
                outcome.connections(),
                eventBytes,
                outcome.due(),
                outcome.delivered(),
                outcome.unreadable(),
                outcome.lost(),
                held.cpuNanos() / NANOS_PER_MICRO / Math.max(1, outcome.delivered()),
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI,
                (held.footprint().liveHeap() - without.liveHeap()) / connections,
                (held.footprint().resident() - without.resident()) / connections,
                held.readsPerSecond(),
                outcome.clientCpuSeconds() / outcome.seconds());
    }
}
