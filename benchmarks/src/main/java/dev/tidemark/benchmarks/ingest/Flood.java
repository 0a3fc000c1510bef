package dev.tidemark.benchmarks.ingest;

/** In which way a gateway is sent more than it can take. */
enum Flood {
    /** In batches, as those send who have that many events. Its figures have to keep to bounds. */
    BATCHES("overload by batches", Contestant.BATCH, Requests.BATCH_EVENTS),

    /**
     * An event in each request, from thousands of connections: on a machine with few cores their
     * threads wait for one another, and it is that which their latency tells.
     */
    SINGLES("overload by single events", Contestant.TRACK, 1);

    private final String label;
    private final Contestant contestant;
    private final int eventsPerRequest;

    Flood(String label, Contestant contestant, int eventsPerRequest) {
        this.label = label;
        this.contestant = contestant;
        this.eventsPerRequest = eventsPerRequest;
    }

    /** For people. */
    String label() {
        return label;
    }

    /** Whose requests are sent; what it took in the rounds is the capacity. */
    Contestant contestant() {
        return contestant;
    }

    /** Events in each request. */
    int eventsPerRequest() {
        return eventsPerRequest;
    }

    /** Connections that it is sent from. */
    int connections(IngestSettings settings) {
        return switch (this) {
            case BATCHES -> settings.overloadBatchConnections();
            case SINGLES -> settings.overloadConnections();
        };
    }

    /** Connections that a gateway takes requests of this kind from in the rounds. */
    int usualConnections(IngestSettings settings) {
        return switch (this) {
            case BATCHES -> settings.batchConnections();
            case SINGLES -> settings.connections();
        };
    }
}
