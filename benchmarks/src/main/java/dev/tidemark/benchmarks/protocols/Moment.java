package dev.tidemark.benchmarks.protocols;

/** After what it is timed until all tenants are answered for, with the newest events. */
enum Moment {
    /** From the start of the first aggregator's process, on a cluster without topics. */
    FIRST_START("first start"),
    /** From the kill of one of two aggregators until the other answers for all. */
    TAKEOVER("takeover after kill -9"),
    /** From the start of the process that follows the only one, which ended by SIGTERM. */
    RESTART("restart after SIGTERM"),
    /** From the start of the process that follows at once when the only one was killed. */
    RESTART_AFTER_KILL("restart after kill -9"),
    /** From the start of a second aggregator, without stores, until it answers for some tenants. */
    JOIN("a second one has a share");

    private final String label;

    Moment(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
