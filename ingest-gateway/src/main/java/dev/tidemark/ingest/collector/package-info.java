/**
 * The gateway's own eyes: how busy the machine or the container is.
 *
 * <p>Every interval {@link dev.tidemark.ingest.collector.SystemCollector} asks {@link
 * dev.tidemark.ingest.collector.SystemLoad} for CPU and memory, and publishes each as a {@code
 * performance} event, on the same way as everybody's events.
 */
@NullMarked
package dev.tidemark.ingest.collector;

import org.jspecify.annotations.NullMarked;
