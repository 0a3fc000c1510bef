/**
 * The aggregator: events from their topic become counters and windows in state stores, and the
 * query server reads those stores.
 *
 * <p>{@link dev.tidemark.aggregator.Aggregator} owns the Kafka Streams instance. {@code topology}
 * says what is computed; {@code query} answers what is known. Several aggregators share the work by
 * partition; each answers for its own partitions only.
 */
@NullMarked
package dev.tidemark.aggregator;

import org.jspecify.annotations.NullMarked;
