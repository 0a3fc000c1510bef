package dev.tidemark.dashboard.query;

import dev.tidemark.contract.query.ViewQuery;

/** Where the state of a view is read. Implementations are thread-safe. */
@FunctionalInterface
public interface ViewSource {

    /** Reads once; blocks until there is a result, and never throws for a failing aggregator. */
    QueryResult read(ViewQuery query);
}
