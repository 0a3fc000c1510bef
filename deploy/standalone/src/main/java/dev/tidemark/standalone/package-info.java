/**
 * The whole product in one JVM: an embedded broker, the three services and one HTTP port.
 *
 * <p>{@link dev.tidemark.standalone.Main} reads the command line, {@link
 * dev.tidemark.standalone.Standalone} starts and stops the parts in order. The services talk to
 * each other exactly as they do in a cluster: over Kafka and over HTTP.
 */
@NullMarked
package dev.tidemark.standalone;

import org.jspecify.annotations.NullMarked;
