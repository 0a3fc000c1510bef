/**
 * What Tidemark is compared to: the same counting as a plain Kafka Streams program, as one writes
 * it from the manual.
 *
 * <p>{@code PlainDslTopology} is the topology, {@code TunedDslTopology} the same by an expert, and
 * {@link dev.tidemark.benchmarks.peer.DslPeer} runs either. Nothing here is used by the product.
 */
@NullMarked
package dev.tidemark.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
