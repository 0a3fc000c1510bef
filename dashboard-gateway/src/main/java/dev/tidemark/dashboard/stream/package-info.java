/**
 * Streams views to subscribers.
 *
 * <p>In order: {@link dev.tidemark.dashboard.stream.ViewParameters} makes a {@link
 * dev.tidemark.dashboard.stream.View} of a request; the {@link dev.tidemark.dashboard.stream.Hub}
 * admits a subscriber to it; the view's only sampler reads it once per tick and, when it changed,
 * has {@link dev.tidemark.dashboard.stream.BodyWriter} encode it once to a frame, whose pieces (the
 * whole, what changed; plain, compressed) are made once and shared; each subscriber holds the
 * newest frame that its connection has not written yet; an outbox turns frames into the bytes of
 * one client's stream. A few writers write those of plain HTTP/1.1, which {@link
 * dev.tidemark.dashboard.stream.StreamRoute} hands over to them; others have a loop on their
 * connection's thread. Only the route, its parameters, the accepted channels and the stream
 * connections know the server.
 */
@NullMarked
package dev.tidemark.dashboard.stream;

import org.jspecify.annotations.NullMarked;
