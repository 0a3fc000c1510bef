/**
 * Summaries of many values in little space, which can be merged: {@link
 * dev.tidemark.aggregator.sketch.QuantileSketch} answers percentiles, {@link
 * dev.tidemark.aggregator.sketch.DistinctSketch} how many different ids there were.
 *
 * <p>Both are functions of what was added, and of nothing else: neither the order, nor how it was
 * split and merged, nor a trip through bytes in between changes an answer or a byte. So partials
 * may be made per partition and per commit, and a replay gives the same state.
 *
 * <p>The mathematics are the libraries': DDSketch's mapping of values to bins, UltraLogLog's
 * registers and estimator. What is added here is the form for few values ({@code Bins}, {@code
 * TokenSet}), which most series never outgrow, and a format of bytes that refuses what it did not
 * write.
 */
@NullMarked
package dev.tidemark.aggregator.sketch;

import org.jspecify.annotations.NullMarked;
