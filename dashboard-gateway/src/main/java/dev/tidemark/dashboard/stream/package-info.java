/**
 * Streams views to subscribers.
 *
 * <p>In order: {@link dev.tidemark.dashboard.stream.ViewParameters} makes a {@link
 * dev.tidemark.dashboard.stream.View} of a request; the {@link dev.tidemark.dashboard.stream.Hub}
 * admits a subscriber to it; the view's only sampler reads it once per tick and, when it changed,
 * has {@link dev.tidemark.dashboard.stream.BodyWriter} encode it once to a frame; each subscriber
 * holds the newest frame that its connection has not written yet; one loop per connection writes.
 * Only {@link dev.tidemark.dashboard.stream.StreamRoute} knows HTTP.
 */
@NullMarked
package dev.tidemark.dashboard.stream;

import org.jspecify.annotations.NullMarked;
