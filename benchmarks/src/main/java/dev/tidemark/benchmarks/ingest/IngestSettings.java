package dev.tidemark.benchmarks.ingest;

import java.time.Duration;

/**
 * What is asked of a run.
 *
 * @param rounds times that each contestant has its turn
 * @param warmUp of each contestant, before the first round
 * @param rampUp load before each measurement, the overload included, so that neither side is cold
 * @param steady measured, of each contestant in each round
 * @param connections that send single events
 * @param batchConnections that send batches
 * @param overload how long the gateway is sent too much, in each way; zero to leave it out
 * @param overloadFactor how many times what it can take
 * @param overloadBatchConnections that send it in batches
 * @param overloadConnections that send it as single events
 * @param gatewayHeap the gateway's -Xmx, such as 512m
 */
record IngestSettings(
        int rounds,
        Duration warmUp,
        Duration rampUp,
        Duration steady,
        int connections,
        int batchConnections,
        Duration overload,
        double overloadFactor,
        int overloadBatchConnections,
        int overloadConnections,
        String gatewayHeap) {}
