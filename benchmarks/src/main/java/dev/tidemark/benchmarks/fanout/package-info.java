/**
 * {@code bench fanout}: what it costs to push a view to very many connections.
 *
 * <p>{@link dev.tidemark.benchmarks.fanout.FanoutCommand} runs {@code FanoutBench}. It starts a
 * stub of an aggregator ({@code StubMain}), the dashboard gateway ({@code GatewayMain}), a bare
 * write loop of the same bytes ({@code FloorMain}), nginx with nchan where it is installed ({@code
 * NchanMain}), and the clients that hold the connections ({@code ClientMain}), each in a process of
 * its own. The contestants have their turns at the same clients ({@code Sample}); a fresh gateway
 * then loses all of them at once, again and again ({@code Closing}). {@code Row} has the medians
 * and {@code FanoutFigures} says what follows.
 */
@NullMarked
package dev.tidemark.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
