package dev.tidemark.benchmarks.fanout;

import java.time.Duration;
import java.util.List;

/**
 * What is asked of a run.
 *
 * @param connections how many are held, one number after the other
 * @param rounds times that gateway and floor have their turn with each number
 * @param warmUp of each, with each number, before the first round
 * @param steady measured, of each in each round
 * @param interval between two updates
 * @param gatewayHeap the gateway's -Xmx, such as 1g
 */
record FanoutSettings(
        List<Integer> connections,
        int rounds,
        Duration warmUp,
        Duration steady,
        Duration interval,
        String gatewayHeap) {

    /** Copies the numbers. */
    FanoutSettings {
        connections = List.copyOf(connections);
    }
}
