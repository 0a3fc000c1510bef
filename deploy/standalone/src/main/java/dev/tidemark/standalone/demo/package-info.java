/**
 * Traffic for a dashboard that has none of its own yet, and the client that sends it.
 *
 * <p>Data flow: {@code TrafficModel} decides from a seed and a time what happens, {@code Backfill}
 * and {@code LiveTraffic} decide when it is sent, {@code Sender} bounds how much of it is under
 * way, {@code TrackClient} posts it.
 */
@NullMarked
package dev.tidemark.standalone.demo;

import org.jspecify.annotations.NullMarked;
