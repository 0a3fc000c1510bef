package dev.tidemark.contract.topic;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic together with the only serdes it may be read and written with.
 *
 * @param name of the topic
 * @param keySerde of its keys; null keys are allowed
 * @param valueSerde of its values
 */
public record TopicSpec<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {}
