package dev.tidemark.aggregator.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Lets dead letters through, in the form of their topic, with their headers. */
final class ToDeadLetter extends ContextualProcessor<String, Emitted, byte[], byte[]> {

    @Override
    public void process(Record<String, Emitted> item) {
        if (item.value() instanceof DeadLetter(byte[] key, byte[] value)) {
            context().forward(item.withKey(key).withValue(value));
        }
    }
}
