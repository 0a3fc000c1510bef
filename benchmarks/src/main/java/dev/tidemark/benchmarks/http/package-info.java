/**
 * A cheap HTTP/1.1 client for loads: one thread, non-blocking, requests that were made before.
 *
 * <p>{@link dev.tidemark.benchmarks.http.HttpLoad} sends {@link
 * dev.tidemark.benchmarks.http.PreparedRequest}s over keep-alive connections as a {@link
 * dev.tidemark.benchmarks.http.LoadPlan} says, an {@code Answer} reads what comes back, and the
 * {@link dev.tidemark.benchmarks.http.LoadOutcome} tells all of it.
 */
@NullMarked
package dev.tidemark.benchmarks.http;

import org.jspecify.annotations.NullMarked;
