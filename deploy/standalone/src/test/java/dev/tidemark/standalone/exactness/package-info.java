/**
 * Exactness on a real broker: a known set of events is written while processes die, and at the end
 * every figure is compared with what it must be.
 *
 * <p>Broker and aggregators are processes of their own, so that they can be killed. {@link
 * dev.tidemark.standalone.exactness.KnownEvents} makes the set and knows its figures, {@link
 * dev.tidemark.standalone.exactness.EventWriter} writes it, {@link
 * dev.tidemark.standalone.exactness.Answers} reads the figures back as a dashboard gateway would.
 */
@NullMarked
package dev.tidemark.standalone.exactness;

import org.jspecify.annotations.NullMarked;
