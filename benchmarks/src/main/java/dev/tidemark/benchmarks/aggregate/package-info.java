/**
 * {@code bench aggregate}: what it costs to count events, next to what it is compared to.
 *
 * <p>{@link dev.tidemark.benchmarks.aggregate.AggregateCommand} runs {@code AggregateBench}, which
 * for each {@code Scenario} starts a broker, writes the events, and hands each {@code Contestant}
 * an {@code Assignment} in a process of its own. The {@code Outcome} that comes back is a {@code
 * Row} of the table; {@code AggregateFigures} compares the rows.
 */
@NullMarked
package dev.tidemark.benchmarks.aggregate;

import org.jspecify.annotations.NullMarked;
