package dev.tidemark.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.Publication;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK and exporter that OpenTelemetry ships, as a service would have them. */
@Timeout(60)
class OtlpExporterTest {

    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final Resource RESOURCE =
            Resource.create(
                    Attributes.builder()
                            .put("service.name", "shop")
                            .put("process.pid", 4711)
                            .build());

    private final FakePublisher publisher = new FakePublisher();
    private final TrackServer server = new TrackServer(publisher);

    @AfterEach
    void stop() {
        server.close();
    }

    private OtlpHttpMetricExporterBuilder exporter() {
        return OtlpHttpMetricExporter.builder()
                .setEndpoint(server.to("/v1/metrics").build().uri().toString())
                .setAggregationTemporalitySelector(AggregationTemporalitySelector.deltaPreferred());
    }

    private static SdkMeterProvider sdk(MetricExporter exporter) {
        return SdkMeterProvider.builder()
                .setResource(RESOURCE)
                .setClock(new StandingClock())
                .registerView(
                        InstrumentSelector.builder().setName("wait").build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                                .build())
                .registerMetricReader(
                        PeriodicMetricReader.builder(exporter)
                                .setInterval(Duration.ofDays(1))
                                .build())
                .build();
    }

    private static void measure(Meter meter) {
        Attributes cart = Attributes.of(ROUTE, "/cart");
        meter.counterBuilder("orders").build().add(3, cart);
        meter.counterBuilder("orders").build().add(4, cart);
        meter.upDownCounterBuilder("queue.length").build().add(-2);
        meter.gaugeBuilder("Cpu-Load").build().set(0.25);
        var duration = meter.histogramBuilder("http.server.request.duration").build();
        duration.record(0.5, cart);
        duration.record(1.5, cart);
        meter.histogramBuilder("wait").build().record(7);
    }

    private static boolean export(SdkMeterProvider sdk) {
        return sdk.forceFlush().join(20, TimeUnit.SECONDS).isSuccess();
    }

    /** Without those that the SDK measures of itself. */
    private Stream<MetricEvent> events() {
        return publisher.published().stream()
                .map(FakePublisher.Published::event)
                .filter(event -> !event.type().startsWith("otel."));
    }

    private List<String> published() {
        return events().map(event -> event.type() + '=' + event.value()).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void shouldTakeWhatAnSdkExports(String compression) {
        try (SdkMeterProvider sdk = sdk(exporter().setCompression(compression).build())) {
            measure(sdk.get("test"));

            assertThat(export(sdk)).isTrue();
            assertTaken();
        }
    }

    private void assertTaken() {
        assertThat(published())
                .containsExactly(
                        "cpu_load=0.25",
                        "http.server.request.duration.count=2.0",
                        "http.server.request.duration.max=1.5",
                        "http.server.request.duration.min=0.5",
                        "http.server.request.duration.sum=2.0",
                        "orders=7.0",
                        "queue.length=-2.0",
                        "wait.count=1.0",
                        "wait.max=7.0",
                        "wait.min=7.0",
                        "wait.sum=7.0");
        assertThat(publisher.published())
                .allSatisfy(
                        each -> {
                            assertThat(each.origin()).isEqualTo(IdOrigin.CLIENT);
                            assertThat(each.event().timestampMs()).isEqualTo(TrackServer.NOW);
                            assertThat(each.event().metadata())
                                    .containsEntry("service.name", "shop")
                                    .doesNotContainKey("process.pid");
                        })
                .anySatisfy(
                        each ->
                                assertThat(each.event().metadata())
                                        .containsEntry("http.route", "/cart"));
    }

    @Test
    void shouldCountEachIncrementOnce() {
        try (SdkMeterProvider sdk = sdk(exporter().build())) {
            var orders = sdk.get("test").counterBuilder("orders").build();
            orders.add(3);
            assertThat(export(sdk)).isTrue();
            orders.add(4);
            assertThat(export(sdk)).isTrue();

            assertThat(published()).containsExactly("orders=3.0", "orders=4.0");
        }
    }

    /** The first answers are lost to it: it sends the same again, and means the same by it. */
    @Test
    void shouldGiveWhatIsSentAgainTheSameIds() {
        publisher.endAfter(5, new Publication.Unavailable("away", Duration.ofSeconds(1)));
        MetricExporter patient =
                exporter()
                        .setRetryPolicy(
                                RetryPolicy.builder()
                                        .setMaxAttempts(3)
                                        .setInitialBackoff(Duration.ofMillis(1))
                                        .setMaxBackoff(Duration.ofMillis(2))
                                        .build())
                        .build();
        try (SdkMeterProvider sdk = sdk(patient)) {
            measure(sdk.get("test"));
            assertThat(export(sdk)).isFalse();

            Map<String, List<MetricEvent>> byId =
                    publisher.published().stream()
                            .map(FakePublisher.Published::event)
                            .collect(Collectors.groupingBy(MetricEvent::id));
            // The sixth fails; if it is of a histogram, up to three others of its point follow.
            assertThat(byId).hasSizeBetween(6, 9);
            assertThat(byId.values())
                    .allSatisfy(same -> assertThat(same).hasSize(3).containsOnly(same.getFirst()));
        }
    }

    /** As an SDK does unless it is told otherwise. */
    @Test
    void shouldRefuseRunningTotalsAndTakeTheRest() {
        MetricExporter cumulative =
                exporter()
                        .setAggregationTemporalitySelector(
                                AggregationTemporalitySelector.alwaysCumulative())
                        .build();
        try (SdkMeterProvider sdk = sdk(cumulative)) {
            measure(sdk.get("test"));

            assertThat(export(sdk)).isTrue();

            assertThat(published()).containsExactly("cpu_load=0.25", "queue.length=-2.0");
            assertThat(server.counted("refused")).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void shouldReadTheSameInBothFormats() throws Exception {
        List<Collection<MetricData>> data = new ArrayList<>();
        try (SdkMeterProvider sdk = sdk(new Keeping(data))) {
            measure(sdk.get("test"));
            assertThat(export(sdk)).isTrue();
        }
        MetricsRequestMarshaler request = MetricsRequestMarshaler.create(data.getFirst());
        ByteArrayOutputStream protobuf = new ByteArrayOutputStream();
        request.writeBinaryTo(protobuf);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        request.writeJsonTo(json);

        assertThat(post("application/x-protobuf", protobuf).body()).isEmpty();
        assertThat(post("application/json", json).body()).isEqualTo("{}");

        List<MetricEvent> events = events().sorted(Comparator.comparing(MetricEvent::id)).toList();
        assertThat(json.toString(UTF_8)).contains("\"timeUnixNano\":\"1764000000000000000\"");
        assertThat(events).hasSize(22);
        for (int i = 0; i < events.size(); i += 2) {
            assertThat(events.get(i)).isEqualTo(events.get(i + 1));
        }
    }

    private HttpResponse<String> post(String type, ByteArrayOutputStream body)
            throws IOException, InterruptedException {
        return server.send(
                server.to("/v1/metrics")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** At the server's time, which stands still, too. */
    private static final class StandingClock implements Clock {

        @Override
        public long now() {
            return TimeUnit.MILLISECONDS.toNanos(TrackServer.NOW);
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    /** Sends nothing. */
    private record Keeping(List<Collection<MetricData>> data) implements MetricExporter {

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            data.add(metrics);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporalitySelector.deltaPreferred().getAggregationTemporality(type);
        }
    }
}
