package dev.tidemark.benchmarks.fanout;

/** Who writes to the connections. */
enum Contestant {
    /** The dashboard gateway as it is. */
    GATEWAY("gateway"),

    /** A bare loop of non-blocking writes of the same bytes: the least that it can cost. */
    FLOOR("floor");

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
