package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Workload;
import java.util.List;

/**
 * Events, and who counts them, on a broker of their own.
 *
 * @param name in tables
 * @param workload the series
 * @param fraction one over the share of the asked number of events that is used
 * @param contestants one after the other
 */
record Scenario(String name, Workload workload, int fraction, List<Contestant> contestants) {

    private static final int TENANTS = 20;
    private static final Workload HUNDRED = new Workload(TENANTS, 5, 0);

    static final Scenario EVEN =
            new Scenario(
                    "even",
                    HUNDRED,
                    1,
                    List.of(Contestant.BARE, Contestant.DECODE, Contestant.OURS));

    static final Scenario MANY =
            new Scenario(
                    "10k series",
                    new Workload(TENANTS, 500, 0),
                    1,
                    List.of(Contestant.DECODE, Contestant.OURS));

    static final Scenario HOT =
            new Scenario(
                    "hot series",
                    new Workload(TENANTS, 5, 0.9),
                    1,
                    List.of(Contestant.DECODE, Contestant.OURS));

    /** The peers are so much slower that a part of the events says as much. */
    static final Scenario PEER =
            new Scenario("even, 1/4", HUNDRED, 4, List.of(Contestant.PEER, Contestant.TUNED_PEER));

    /** What remembering ids costs. */
    static final Scenario IDS =
            new Scenario("client ids, 1/4", HUNDRED.withClientIds(), 4, List.of(Contestant.OURS));

    static final List<Scenario> ALL = List.of(EVEN, MANY, HOT, PEER, IDS);
}
