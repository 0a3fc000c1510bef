/**
 * What every benchmark tells: a table for people, and on request all figures as JSON and a check.
 *
 * <p>A benchmark makes a {@link dev.tidemark.benchmarks.report.BenchReport} of its measurements and
 * {@link dev.tidemark.benchmarks.report.Figure figures}; {@link
 * dev.tidemark.benchmarks.report.ReportOptions} writes it and decides on the exit code.
 */
@NullMarked
package dev.tidemark.benchmarks.report;

import org.jspecify.annotations.NullMarked;
