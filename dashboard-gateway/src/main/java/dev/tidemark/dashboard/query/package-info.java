/**
 * Asks aggregators for views. {@link dev.tidemark.dashboard.query.QueryClient} learns from any
 * aggregator who owns a tenant, remembers it, asks the owner for the view, and gives a {@link
 * dev.tidemark.dashboard.query.QueryResult}; a read never lasts longer than its deadline. Readers
 * see only {@link dev.tidemark.dashboard.query.ViewSource}.
 */
@NullMarked
package dev.tidemark.dashboard.query;

import org.jspecify.annotations.NullMarked;
