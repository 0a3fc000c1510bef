package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.topic.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * A record of the events topic together with what came of decoding it.
 *
 * @param raw the record's value, byte for byte; what a dead letter keeps
 * @param decoded an event, or why it is none
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one node to the next, never compared
record DecodedRecord(byte @Nullable [] raw, Decoded decoded) {}
