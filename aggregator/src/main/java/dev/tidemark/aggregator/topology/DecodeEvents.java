package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.topic.EventCodec;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Decodes each record; one that cannot be decoded is passed on with the reason. */
final class DecodeEvents extends ContextualFixedKeyProcessor<byte[], byte[], DecodedRecord> {

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> item) {
        byte[] raw = item.value();
        context().forward(item.withValue(new DecodedRecord(raw, EventCodec.decode(raw))));
    }
}
