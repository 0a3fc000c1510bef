/**
 * What the services agree on: the {@link dev.tidemark.contract.MetricEvent event}, the {@link
 * dev.tidemark.contract.SeriesKey series} it belongs to, the {@link dev.tidemark.contract.Rollup
 * rollup} it becomes, and the {@link dev.tidemark.contract.WindowSpec windows} kept of it.
 *
 * <p>The rooms below hold the rest of the contract: {@code topic} (topics and their codecs), {@code
 * query} (how a dashboard gateway asks an aggregator), {@code http} (problems, operations, the
 * server) and {@code config} (how a bad setting is reported). Services never import each other;
 * this module is all they share.
 */
@NullMarked
package dev.tidemark.contract;

import org.jspecify.annotations.NullMarked;
