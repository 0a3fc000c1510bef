/**
 * The way of an accepted event into Kafka.
 *
 * <p>{@link dev.tidemark.ingest.publish.EventPublisher} is what the other rooms see: an event in, a
 * {@link dev.tidemark.ingest.publish.Publication} out, once Kafka has acknowledged or the deadline
 * has passed; {@link dev.tidemark.ingest.publish.BatchPublisher} is the same for many events, each
 * of which only waits for room. {@link dev.tidemark.ingest.publish.KafkaEventPublisher} does both
 * with one producer, the latter through a {@code KafkaEventBatch}; {@link
 * dev.tidemark.ingest.publish.KafkaReachability} remembers how that went, for readiness; {@link
 * dev.tidemark.ingest.publish.EventMeters} counts it.
 */
@NullMarked
package dev.tidemark.ingest.publish;

import org.jspecify.annotations.NullMarked;
