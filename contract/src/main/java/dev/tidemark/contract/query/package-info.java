/**
 * The protocol between a dashboard gateway and the aggregators: JSON over HTTP.
 *
 * <p>A gateway asks any aggregator who {@link dev.tidemark.contract.query.Owner owns} a tenant,
 * then asks the owner for a {@link dev.tidemark.contract.query.ViewQuery view}; the {@link
 * dev.tidemark.contract.query.ViewAnswer answer} is read from the owner's local stores. An
 * aggregator never asks another one. Percentiles, unique users and breakdowns are {@link
 * dev.tidemark.contract.query.Extras}: a view that does not ask for them costs nothing more. What
 * went wrong is a problem whose code is one of {@link dev.tidemark.contract.query.QueryFailure}.
 */
@NullMarked
package dev.tidemark.contract.query;

import org.jspecify.annotations.NullMarked;
