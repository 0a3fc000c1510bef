package dev.tidemark.dashboard.query;

import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewAnswer;

/** What came of reading a view. */
public sealed interface QueryResult {

    /** The owner answered from its stores. */
    record Answered(ViewAnswer answer) implements QueryResult {}

    /**
     * An aggregator was reached and could not answer.
     *
     * @param failure why, and what to do about it
     * @param detail one sentence for people
     */
    record Failed(QueryFailure failure, String detail) implements QueryResult {}

    /**
     * No aggregator gave an answer that can be understood within the deadline. The next read may
     * succeed.
     *
     * @param detail one sentence for people: which address, and what happened
     */
    record Unreachable(String detail) implements QueryResult {}
}
