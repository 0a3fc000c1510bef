package dev.tidemark.aggregator.query;

import dev.tidemark.contract.query.QueryFailure;

/** Ends a query with the failure that its asker is told. Has no stack trace: it is an answer. */
public final class QueryFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final QueryFailure failure;

    QueryFailedException(QueryFailure failure, String detail) {
        super(detail, null, false, false);
        this.failure = failure;
    }

    /** What the asker should do. */
    public QueryFailure failure() {
        return failure;
    }
}
