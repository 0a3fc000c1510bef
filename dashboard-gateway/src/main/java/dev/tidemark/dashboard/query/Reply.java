package dev.tidemark.dashboard.query;

import dev.tidemark.contract.query.QueryFailure;

/** What came of one call to one aggregator. */
sealed interface Reply<T> {

    /** The message that was asked for. */
    record Got<T>(T message) implements Reply<T> {}

    /** The aggregator said why it could not. */
    record Refused<T>(QueryFailure failure, String detail) implements Reply<T> {}

    /** Nothing came, or nothing that the protocol knows. */
    record Lost<T>(String detail) implements Reply<T> {}
}
