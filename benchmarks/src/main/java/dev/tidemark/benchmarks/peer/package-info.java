/**
 * What Tidemark is compared to: the same counting as a plain Kafka Streams program, as one writes
 * it from the manual.
 *
 * <p>{@link dev.tidemark.benchmarks.peer.PlainDslTopology} is the topology, {@link
 * dev.tidemark.benchmarks.peer.PlainDsl} runs it. Nothing here is used by the product.
 */
@NullMarked
package dev.tidemark.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
