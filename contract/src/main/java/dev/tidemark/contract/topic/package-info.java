/**
 * The topics and what is in them: {@link dev.tidemark.contract.topic.Topics} names them, {@link
 * dev.tidemark.contract.topic.EventCodec} writes and reads an event as plain JSON, and {@link
 * dev.tidemark.contract.topic.TopicProvisioner} makes sure that they are there before a service
 * uses them.
 */
@NullMarked
package dev.tidemark.contract.topic;

import org.jspecify.annotations.NullMarked;
