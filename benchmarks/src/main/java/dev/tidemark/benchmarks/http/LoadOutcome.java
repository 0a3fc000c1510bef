package dev.tidemark.benchmarks.http;

import java.util.Map;

/**
 * What came of a load. The steady phase is told by when answers came; faults and statuses are those
 * of all phases. A latency is from just before a request's first byte is written until its answer
 * was read.
 *
 * @param seconds length of the steady phase
 * @param requests answered in the steady phase
 * @param acceptedRequests those of them with 200
 * @param acceptedEvents that the answers of the steady phase say are kept, whatever their status
 * @param p50Micros median latency of the accepted requests of the steady phase, in microseconds
 * @param p99Micros 99 % of them took no longer
 * @param maxMicros the longest
 * @param refusedP99Micros 99 % of the refused requests of the steady phase took no longer
 * @param clientCpuSeconds what the client's process spent in the steady phase
 * @param sent requests, in all phases
 * @param numbers that their events were given, in all phases; one for a request without numbers
 * @param heldBack requests that were due, in all phases, while every connection had one under way
 * @param reconnects connections that the server closed after an answer, and that were made again
 * @param statuses how often each came, in all phases
 * @param faults answers that nobody should get and requests without an answer, by what was wrong,
 *     in all phases
 */
public record LoadOutcome(
        double seconds,
        long requests,
        long acceptedRequests,
        long acceptedEvents,
        long p50Micros,
        long p99Micros,
        long maxMicros,
        long refusedP99Micros,
        double clientCpuSeconds,
        long sent,
        long numbers,
        long heldBack,
        long reconnects,
        Map<String, Long> statuses,
        Map<String, Long> faults) {

    /** How many answers were wrong or missing, in all phases. */
    public long faultCount() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }
}
