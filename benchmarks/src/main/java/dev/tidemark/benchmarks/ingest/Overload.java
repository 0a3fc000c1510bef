package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.http.LoadOutcome;

/**
 * What a gateway did that was sent too much.
 *
 * @param flood how it was sent
 * @param capacityPerSecond events that it takes when the client waits for answers
 * @param capacityP99Millis 99 % of the requests take no longer then
 * @param intendedPerSecond requests that fell due
 * @param load the client's side and the gateway's
 * @param count what came of the accepted events
 */
record Overload(
        Flood flood,
        double capacityPerSecond,
        double capacityP99Millis,
        double intendedPerSecond,
        Load load,
        TopicCount.Result count) {

    private static final double MICROS_PER_MILLI = 1e3;

    LoadOutcome outcome() {
        return load.outcome();
    }

    /** Requests: of those that fell due, those that found a connection. */
    double sentPerSecond() {
        return intendedPerSecond * sentShare();
    }

    double acceptedP99Millis() {
        return outcome().p99Micros() / MICROS_PER_MILLI;
    }

    double acceptedPerSecond() {
        return outcome().acceptedEvents() / outcome().seconds();
    }

    /** Of the requests that were answered. */
    double refusedShare() {
        return 1 - (double) outcome().acceptedRequests() / outcome().requests();
    }

    /** Of the requests that fell due, those that found a connection. */
    double sentShare() {
        return (double) outcome().sent() / (outcome().sent() + outcome().heldBack());
    }
}
