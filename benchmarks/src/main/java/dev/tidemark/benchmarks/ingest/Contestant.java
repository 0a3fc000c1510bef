package dev.tidemark.benchmarks.ingest;

/** Who takes events in. */
enum Contestant {
    /** Kafka's own producer test: the least that an event can cost. */
    PRODUCER("a: kafka-producer-perf-test"),

    /** 1,000 events in a request, one on each line. */
    BATCH("b: batch, plain"),

    /** The same, compressed. */
    BATCH_GZIP("b: batch, gzip"),

    /** An event in each request. */
    TRACK("c: track"),

    /** A server that reads the body and answers as much: the least that a request can cost. */
    BARE("d: bare handler");

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
