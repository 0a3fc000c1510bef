/**
 * Events for measurements, and what counting them has to give.
 *
 * <p>A {@link dev.tidemark.benchmarks.load.Workload} says which series there are, an {@link
 * dev.tidemark.benchmarks.load.EventSequence} what each event is, {@code EventTemplate} makes it
 * bytes, {@link dev.tidemark.benchmarks.load.Loader} writes them, and {@link
 * dev.tidemark.benchmarks.load.Totals} says what came of it. All of it is a function of the place
 * in the sequence, so that any process can tell what another one wrote.
 */
@NullMarked
package dev.tidemark.benchmarks.load;

import org.jspecify.annotations.NullMarked;
