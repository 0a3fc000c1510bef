package dev.tidemark.aggregator;

import dev.tidemark.aggregator.topology.DropMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what this process dropped, by reason, for its metrics. Thread-safe. */
record DroppedRecords(MeterRegistry registry) implements DropMeter {

    DroppedRecords {
        Counter.builder(NAME).tag(REASON, UNDECODABLE).description(MEANING).register(registry);
        overBound(registry);
    }

    private static final String NAME = "tidemark.aggregator.dropped";
    private static final String REASON = "reason";
    private static final String MEANING = "Records that were read and not counted";

    @Override
    public void overBound(long count) {
        overBound(registry).increment((double) count);
    }

    private static Counter overBound(MeterRegistry registry) {
        return Counter.builder("tidemark.aggregator.over.bound")
                .description("Events counted under __other__ for lack of room in a breakdown")
                .register(registry);
    }

    @Override
    public void dropped(String reason) {
        dropped(reason, 1);
    }

    @Override
    public void dropped(String reason, long count) {
        Counter.builder(NAME)
                .tag(REASON, reason)
                .description(MEANING)
                .register(registry)
                .increment((double) count);
    }
}
