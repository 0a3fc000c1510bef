/**
 * How much a gateway takes on at a time, and how much of one tenant.
 *
 * <p>{@link dev.tidemark.ingest.limit.Gate} is asked before the body of a request is read. {@code
 * InFlight} bounds what is under way, {@code TenantRates} what a tenant sends in the long run;
 * {@link dev.tidemark.ingest.limit.LimitSettings} says how much that is.
 */
@NullMarked
package dev.tidemark.ingest.limit;

import org.jspecify.annotations.NullMarked;
