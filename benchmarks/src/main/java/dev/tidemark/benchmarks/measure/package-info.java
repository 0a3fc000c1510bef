/**
 * What a process spends on events: {@link dev.tidemark.benchmarks.measure.Meter} samples its {@link
 * dev.tidemark.benchmarks.measure.Usage} and makes a {@link
 * dev.tidemark.benchmarks.measure.Measurement} of the differences.
 */
@NullMarked
package dev.tidemark.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
