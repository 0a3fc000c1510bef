/**
 * The ingest gateway: HTTP in, Kafka out.
 *
 * <p>{@link dev.tidemark.ingest.IngestConfig} reads every setting, {@link
 * dev.tidemark.ingest.IngestGateway} owns what runs, {@link dev.tidemark.ingest.Main} makes a
 * process of it. The rooms, in the order of the flow: {@code http} takes a request, {@code format}
 * makes an event of its body, {@code publish} writes the event to {@code tidemark.events}; {@code
 * collector} publishes the gateway's own load on the same way.
 */
@NullMarked
package dev.tidemark.ingest;

import org.jspecify.annotations.NullMarked;
