package dev.tidemark.benchmarks.load;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.SeriesKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all benchmarks count: events of a web shop. Stateless. */
public final class SampleEvents {

    private SampleEvents() {}

    /**
     * An event of this series; variants differ in user and in page or endpoint.
     *
     * @param variant any number from 0 on
     * @param timestampMs when it happened, milliseconds since the epoch
     * @param acceptedAtMs when a gateway accepted it, milliseconds since the epoch
     */
    public static MetricEvent event(
            SeriesKey series,
            int variant,
            String id,
            double value,
            long timestampMs,
            long acceptedAtMs) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        if (series.type().startsWith("api_call")) {
            metadata.put("endpoint", "/v1/catalogue/shoes-%02d".formatted(variant % 30));
            metadata.put("status", variant % 20 == 0 ? 500 : 200);
        } else {
            metadata.put("page", "/catalogue/shoes/item-%03d".formatted(variant % 120));
        }
        metadata.put("region", variant % 2 == 0 ? "eu-west-1" : "us-east-2");
        metadata.put("device", variant % 3 == 0 ? "mobile" : "laptop");
        return new MetricEvent(
                series.tenant(),
                id,
                series.type(),
                value,
                "user-%04d".formatted(variant % 7_919),
                metadata,
                timestampMs,
                acceptedAtMs);
    }
}
