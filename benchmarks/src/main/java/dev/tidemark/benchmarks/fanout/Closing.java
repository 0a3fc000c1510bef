package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.measure.Footprint;

/**
 * One time that all connections were closed at once.
 *
 * @param round which, from 1 on; 0 for how the gateway was before the first
 * @param connections that all received, and were closed
 * @param due events of the steady phase before
 * @param delivered of these events
 * @param lost connections that the gateway ended
 * @param letGoMillis from their closing until the gateway knew of no stream any more
 * @param after how large the gateway was then
 */
record Closing(
        int round,
        int connections,
        long due,
        long delivered,
        long lost,
        long letGoMillis,
        Footprint after) {}
