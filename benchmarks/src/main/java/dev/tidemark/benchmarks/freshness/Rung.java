package dev.tidemark.benchmarks.freshness;

import java.util.Map;

/**
 * What was found at one rate. Times are from the answer that accepted a probe to the receipt of an
 * update that counts it, in milliseconds.
 *
 * @param rate events a second that were due, probes included
 * @param acceptedPerSecond of the load, probes not included
 * @param probes that were accepted in the steady phase
 * @param missing probes of these that no update counted in time
 * @param toStoreMillis median, of the newest events in the updates that counted the probes, from
 *     acceptance until they could be read from the stores
 * @param inStoreMillis median, from then until they were read
 * @param p50Millis median
 * @param p99Millis 99 % came no later
 * @param maxMillis the latest
 * @param statuses of the load's requests, how often each came
 */
record Rung(
        int rate,
        double acceptedPerSecond,
        long probes,
        long missing,
        double toStoreMillis,
        double inStoreMillis,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        Map<String, Long> statuses) {}
