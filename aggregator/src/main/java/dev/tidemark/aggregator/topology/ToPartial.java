package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.topic.Decoded;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Turns each event into the partial of its series, at the event's own time. */
final class ToPartial extends ContextualProcessor<byte[], DecodedRecord, SeriesKey, Rollup> {

    @Override
    public void process(Record<byte[], DecodedRecord> item) {
        if (item.value().decoded() instanceof Decoded.Event(MetricEvent event)) {
            context()
                    .forward(
                            new Record<>(
                                    event.series(),
                                    Rollup.of(event.value(), event.timestampMs()),
                                    event.timestampMs()));
        }
    }
}
