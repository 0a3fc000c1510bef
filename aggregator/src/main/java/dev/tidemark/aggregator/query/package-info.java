/**
 * What is known: {@link dev.tidemark.aggregator.query.QueryRoutes} takes a request of the query
 * protocol, {@link dev.tidemark.aggregator.query.StoreReader} answers it from the local stores with
 * interactive queries (IQv2).
 */
@NullMarked
package dev.tidemark.aggregator.query;

import org.jspecify.annotations.NullMarked;
