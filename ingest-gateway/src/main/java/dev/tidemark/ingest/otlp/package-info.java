/**
 * OTLP metrics made into events.
 *
 * <p>{@code ProtobufRequest} and {@code JsonRequest} walk over a body that is held, each part as
 * often as its order asks for, without making a tree of it: first what holds for all points of a
 * part ({@code Origin}, {@code OtlpMetric}), then each {@code DataPoint}. {@code PointMapper} makes
 * events of it, or says what is wrong with it, for both alike. {@link
 * dev.tidemark.ingest.otlp.OtlpParser} is the way in; nothing here knows HTTP or Kafka.
 */
@NullMarked
package dev.tidemark.ingest.otlp;

import org.jspecify.annotations.NullMarked;
