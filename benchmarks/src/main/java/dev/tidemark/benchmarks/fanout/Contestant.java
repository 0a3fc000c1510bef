package dev.tidemark.benchmarks.fanout;

/** Who writes to the connections. */
enum Contestant {
    /** The dashboard gateway as it is. */
    GATEWAY("gateway"),

    /** A bare loop of non-blocking writes of the same bytes: the least that it can cost. */
    FLOOR("floor"),

    /** The gateway with a tenth more connections that read nothing. */
    STALLED("gateway with stalled readers"),

    /** nginx with its module nchan. */
    NCHAN("nchan");

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
