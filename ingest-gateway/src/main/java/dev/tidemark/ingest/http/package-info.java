/**
 * The HTTP edge of the gateway.
 *
 * <p>{@link dev.tidemark.ingest.http.TrackRoute} takes one request: {@code RequestBody} checks its
 * media type and reads it within its bound, the parser of the {@code format} room judges it, the
 * publisher of the {@code publish} room writes it, and {@code TrackAnswer} tells the caller. Every
 * refusal is a problem that {@link dev.tidemark.contract.http.ServiceServer} sends.
 */
@NullMarked
package dev.tidemark.ingest.http;

import org.jspecify.annotations.NullMarked;
