package dev.tidemark.benchmarks.fanout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a run.
 *
 * @param connections how many are held, one number after the other
 * @param clients processes that share them
 * @param rounds times that each contestant has its turn with each number
 * @param closings times that all are closed at once, after the rounds
 * @param stalled whether the gateway has a turn with a tenth more connections that read nothing
 * @param nchan the peer, if it is to have its turn
 * @param warmUp of each, with each number, before the first round
 * @param steady measured, of each in each round
 * @param interval between two updates
 * @param gatewayHeap the gateway's -Xmx, such as 1g
 */
record FanoutSettings(
        List<Integer> connections,
        int clients,
        int rounds,
        int closings,
        boolean stalled,
        Optional<Nchan> nchan,
        Duration warmUp,
        Duration steady,
        Duration interval,
        String gatewayHeap) {

    private static final int A_TENTH = 10;

    /** Copies the numbers. */
    FanoutSettings {
        connections = List.copyOf(connections);
    }

    /** How many read nothing, beside so many that do. */
    int stalled(Contestant contestant, int reading) {
        return contestant == Contestant.STALLED ? Math.max(1, reading / A_TENTH) : 0;
    }
}
