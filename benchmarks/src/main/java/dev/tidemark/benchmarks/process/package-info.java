/**
 * Processes of a benchmark: one JVM for each thing that is measured, and one for the broker.
 *
 * <p>A child has its parent's JVM options and class path, is told by its arguments and answers with
 * lines of JSON on standard output. It ends when its standard input does, so none outlives the run.
 */
@NullMarked
package dev.tidemark.benchmarks.process;

import org.jspecify.annotations.NullMarked;
