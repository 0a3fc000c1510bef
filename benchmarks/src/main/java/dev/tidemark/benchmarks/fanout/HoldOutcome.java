package dev.tidemark.benchmarks.fanout;

/**
 * What the client saw of the updates that were published in the steady phase.
 *
 * @param connections that it held
 * @param updates that were published
 * @param delivered events that came, over all connections
 * @param unreadable events in which no time of publication was found, at any time
 * @param lost connections that the server ended
 * @param p50Micros median from publication to receipt, in microseconds
 * @param p99Micros 99 % came no later
 * @param maxMicros the latest
 * @param seconds length of the steady phase
 * @param clientCpuSeconds that the client used in it
 */
record HoldOutcome(
        int connections,
        long updates,
        long delivered,
        long unreadable,
        long lost,
        long p50Micros,
        long p99Micros,
        long maxMicros,
        double seconds,
        double clientCpuSeconds) {

    /** Events that were due: each update to each connection. */
    long due() {
        return updates * connections;
    }
}
