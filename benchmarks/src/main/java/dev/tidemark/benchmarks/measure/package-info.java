/**
 * What a process spends on events: {@link dev.tidemark.benchmarks.measure.Meter} samples its {@link
 * dev.tidemark.benchmarks.measure.Usage} and makes a {@link
 * dev.tidemark.benchmarks.measure.Measurement} of the differences. A server that another process
 * loads tells its {@link dev.tidemark.benchmarks.measure.Vitals}.
 */
@NullMarked
package dev.tidemark.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
