/**
 * {@code bench protocols}: how soon answers are back under each of Kafka's rebalance protocols.
 *
 * <p>{@link dev.tidemark.benchmarks.protocols.ProtocolsCommand} lets the {@code Protocol}s take
 * turns. A {@code ProtocolRound} is a broker of its own, {@code SteadyTraffic} on it, and {@code
 * AggregatorProcess}es that are started, stopped and killed; the {@code Probe} says when all
 * tenants are answered for again. Each {@code Moment} that was timed is a {@code Row}.
 */
@NullMarked
package dev.tidemark.benchmarks.protocols;

import org.jspecify.annotations.NullMarked;
