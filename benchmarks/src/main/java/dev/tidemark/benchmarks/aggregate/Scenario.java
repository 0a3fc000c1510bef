package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Workload;
import java.util.List;

/**
 * Events, and who counts them, on a broker of their own.
 *
 * @param name in tables
 * @param workload the series
 * @param details whether percentiles, users and breakdowns are kept as they are by default
 * @param fraction one over the share of the asked number of events that is used
 * @param contestants one after the other
 */
record Scenario(
        String name,
        Workload workload,
        boolean details,
        int fraction,
        List<Contestant> contestants) {

    private static final int TENANTS = 20;
    private static final Workload HUNDRED = new Workload(TENANTS, 5, 0);

    static final Scenario EVEN =
            whole(
                    "even",
                    HUNDRED,
                    false,
                    List.of(Contestant.BARE, Contestant.DECODE, Contestant.OURS));

    static final Scenario MANY =
            whole(
                    "10k series",
                    new Workload(TENANTS, 500, 0),
                    false,
                    List.of(Contestant.DECODE, Contestant.OURS));

    static final Scenario HOT =
            whole(
                    "hot series",
                    new Workload(TENANTS, 5, 0.9),
                    false,
                    List.of(Contestant.DECODE, Contestant.OURS));

    /** As an installation runs that is told nothing else. */
    static final Scenario DETAILS =
            whole("details", HUNDRED, true, List.of(Contestant.DECODE, Contestant.OURS));

    /** The peers are so much slower that a part of the events says as much. */
    static final Scenario PEER =
            quarter("even, 1/4", HUNDRED, List.of(Contestant.PEER, Contestant.TUNED_PEER));

    /** What remembering ids costs. */
    static final Scenario IDS =
            quarter("client ids, 1/4", HUNDRED.withClientIds(), List.of(Contestant.OURS));

    static final List<Scenario> ALL = List.of(EVEN, MANY, HOT, DETAILS, PEER, IDS);

    private static Scenario whole(
            String name, Workload workload, boolean details, List<Contestant> contestants) {
        return new Scenario(name, workload, details, 1, contestants);
    }

    private static Scenario quarter(String name, Workload workload, List<Contestant> contestants) {
        return new Scenario(name, workload, false, 4, contestants);
    }
}
