package dev.tidemark.benchmarks.aggregate;

/** Who counts. */
enum Contestant {
    /** A consumer that does not even decode: what Kafka itself costs. */
    BARE("a: bare consumer"),

    /**
     * A consumer that decodes as our topology does, and counts in a hash map: the least there is.
     */
    DECODE("b: decode, hash map"),

    /** Plain Kafka Streams. */
    PEER("c: plain DSL"),

    /** Kafka Streams by an expert, who repartitions sums of one event instead of events. */
    TUNED_PEER("tuned DSL"),

    /** Our aggregator, with its default settings. */
    OURS("d: tidemark");

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    /** The name in tables. */
    String label() {
        return label;
    }
}
