/**
 * What a client sent, made into an event or into the list of what is wrong with it.
 *
 * <p>{@link dev.tidemark.ingest.format.TrackParser} and {@link
 * dev.tidemark.ingest.format.CloudEventParser} read the bytes once; {@code EventFields} takes each
 * field and keeps every broken rule; {@code MetadataReader} reads the one field that nests; {@code
 * JsonFault} words what the JSON parser could not go past. The result is a {@link
 * dev.tidemark.ingest.format.Parsed}. One parser per wire format; nothing here knows HTTP or Kafka.
 */
@NullMarked
package dev.tidemark.ingest.format;

import org.jspecify.annotations.NullMarked;
