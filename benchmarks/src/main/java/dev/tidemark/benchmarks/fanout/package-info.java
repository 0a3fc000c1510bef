/**
 * {@code bench fanout}: what it costs to push a view to very many connections.
 *
 * <p>{@link dev.tidemark.benchmarks.fanout.FanoutCommand} runs {@code FanoutBench}. It starts a
 * stub of an aggregator ({@code StubMain}), the dashboard gateway ({@code GatewayMain}), a bare
 * write loop of the same bytes ({@code FloorMain}) and a client that holds the connections ({@code
 * ClientMain}), each in a process of its own. Gateway and floor have their turns at the same client
 * ({@code Sample}); {@code Row} has the medians and {@code FanoutFigures} says what follows.
 */
@NullMarked
package dev.tidemark.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
