/**
 * What is computed: {@link dev.tidemark.aggregator.topology.MetricsTopology} reads like the data
 * flow, from the top down.
 *
 * <pre>
 * tidemark.events -> decode -> partial of each event -> by tenant -> counters
 *                       |                                         -> windows-1m, windows-5m, ...
 *                       +-> tidemark.dead-letters
 * </pre>
 *
 * <p>{@link dev.tidemark.aggregator.topology.Names} holds every name that outlives a deployment.
 */
@NullMarked
package dev.tidemark.aggregator.topology;

import org.jspecify.annotations.NullMarked;
