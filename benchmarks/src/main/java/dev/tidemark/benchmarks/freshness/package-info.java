/**
 * {@code bench freshness}: how long an event takes from its acceptance to the screens.
 *
 * <p>{@link dev.tidemark.benchmarks.freshness.FreshnessCommand} runs {@code FreshnessBench}. It
 * starts the whole product in a process of its own, with an embedded broker, loads it at one rate
 * after the other, and sends {@code Probes} between: single events that are looked for in a stream.
 */
@NullMarked
package dev.tidemark.benchmarks.freshness;

import org.jspecify.annotations.NullMarked;
