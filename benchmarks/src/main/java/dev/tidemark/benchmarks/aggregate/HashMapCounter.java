package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.topic.Decoded;
import dev.tidemark.contract.topic.EventCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Decodes events by the call that the aggregator makes, and counts them in a hash map. */
final class HashMapCounter {

    private final Set<String> metadata;
    private final Map<SeriesKey, Cell> cells = new HashMap<>();

    /**
     * A counter of nothing yet.
     *
     * @param metadata names of those of its fields that are decoded
     */
    HashMapCounter(Set<String> metadata) {
        this.metadata = metadata;
    }

    private static final class Cell {

        private long count;
        private double sum;
    }

    void count(byte[] raw) {
        switch (EventCodec.decode(raw, metadata)) {
            case Decoded.Event(MetricEvent event) -> {
                Cell cell = cells.computeIfAbsent(event.series(), _ -> new Cell());
                cell.count++;
                cell.sum += event.value();
            }
            case Decoded.Undecodable(var tenant, String reason) ->
                    throw new IllegalStateException("an event that was written badly: " + reason);
        }
    }

    /** Adds what was counted. */
    void addTo(Totals totals) {
        cells.forEach((series, cell) -> totals.add(series, cell.count, cell.sum));
    }
}
