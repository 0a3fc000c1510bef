package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an SDK of OpenTelemetry and a sender of CloudEvents report, as a dashboard shows it. */
class OtlpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path dataDir;

    @Test
    void shouldShowWhatAnSdkExportsOnce() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            MetricExporter exporter =
                    OtlpHttpMetricExporter.builder()
                            .setEndpoint(product.url().resolve("/v1/metrics").toString())
                            .setCompression("gzip")
                            .addHeader("X-Tenant-Id", "acme")
                            .setAggregationTemporalitySelector(
                                    AggregationTemporalitySelector.deltaPreferred())
                            .build();
            try (SdkMeterProvider sdk = sdk(new Twice(exporter))) {
                measure(sdk.get("test"));
                assertThat(sdk.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
            }
            assertThat(cloudEvent(product).statusCode()).isEqualTo(200);
            assertThat(cloudEvent(product).statusCode()).isEqualTo(200);

            await().atMost(PATIENCE).untilAsserted(() -> assertShown(product));
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    product.get("/query/v1/drops?tenant=acme")
                                            .body()
                                            .contains("\"duplicate\""));
            assertShown(product);
        }
    }

    private static void assertShown(RunningProduct product) throws Exception {
        JsonNode metrics = product.snapshot("tenant=acme").at("/metrics");
        assertThat(metrics.at("/orders/total").asDouble()).isEqualTo(7);
        assertThat(metrics.at("/orders/count").asLong()).isEqualTo(2);
        assertThat(metrics.at("/cpu.load/last").asDouble()).isEqualTo(0.25);
        assertThat(metrics.at("/api_call.count/total").asDouble()).isEqualTo(2);
        assertThat(metrics.at("/api_call.sum/total").asDouble()).isEqualTo(2);
        assertThat(metrics.at("/api_call.min/min").asDouble()).isEqualTo(0.5);
        assertThat(metrics.at("/api_call.max/max").asDouble()).isEqualTo(1.5);
        assertThat(metrics.at("/order.paid/count").asLong()).isEqualTo(1);
    }

    private static SdkMeterProvider sdk(MetricExporter exporter) {
        return SdkMeterProvider.builder()
                .setResource(Resource.create(Attributes.builder().put("service.name", "s").build()))
                .registerMetricReader(
                        PeriodicMetricReader.builder(exporter)
                                .setInterval(Duration.ofDays(1))
                                .build())
                .build();
    }

    private static void measure(Meter meter) {
        var orders = meter.counterBuilder("orders").build();
        orders.add(3, Attributes.of(AttributeKey.stringKey("page"), "/cart"));
        orders.add(4, Attributes.of(AttributeKey.stringKey("page"), "/gift"));
        meter.gaugeBuilder("cpu.load").build().set(0.25);
        var duration = meter.histogramBuilder("api_call").build();
        duration.record(0.5);
        duration.record(1.5);
    }

    private static HttpResponse<String> cloudEvent(RunningProduct product) throws Exception {
        return product.send(
                "/metrics/track",
                request ->
                        request.header("Content-Type", "application/cloudevents+json")
                                .header("X-Tenant-Id", "acme")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"specversion\":\"1.0\",\"id\":\"17\",\"source\":\"/shop\","
                                                        + "\"type\":\"order.paid\",\"data\":{\"value\":1}}")));
    }

    /** Sends everything twice, as an exporter does that has lost the answer. */
    private record Twice(MetricExporter exporter) implements MetricExporter {

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            return CompletableResultCode.ofAll(
                    List.of(exporter.export(metrics), exporter.export(metrics)));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return exporter.getAggregationTemporality(type);
        }
    }
}
