/**
 * The dashboard gateway: reads views from the aggregators' stores and streams them to browsers.
 *
 * <p>{@link dev.tidemark.dashboard.Main} starts {@link dev.tidemark.dashboard.DashboardGateway},
 * which wires the rooms: {@code query} asks aggregators, {@code stream} samples each watched view
 * once per tick and hands it to every subscriber, {@code api} answers snapshots, series and
 * exports, {@code views} keeps what people saved. The page of {@code resources/web} shows it.
 */
@NullMarked
package dev.tidemark.dashboard;

import org.jspecify.annotations.NullMarked;
