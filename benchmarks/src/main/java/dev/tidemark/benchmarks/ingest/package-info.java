/**
 * {@code bench ingest}: what it costs to take events in, and what happens when too many come.
 *
 * <p>{@link dev.tidemark.benchmarks.ingest.IngestCommand} runs {@code IngestBench}. It starts a
 * broker, the gateway, a bare server, Kafka's own producer test and a client, each in a process of
 * its own, and measures the {@code Contestant}s in turn, round after round ({@code Sample}). Then
 * an {@code OverloadRun} for each {@code Flood} sends a fresh gateway more than it can take, and
 * the {@code TopicCount} looks for every event that was accepted. {@code IngestFigures} says what
 * follows.
 */
@NullMarked
package dev.tidemark.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
