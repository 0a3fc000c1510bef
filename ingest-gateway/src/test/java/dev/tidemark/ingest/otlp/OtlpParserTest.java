package dev.tidemark.ingest.otlp;

import static dev.tidemark.ingest.otlp.Requests.MAX_POINTS;
import static dev.tidemark.ingest.otlp.Requests.NANOS;
import static dev.tidemark.ingest.otlp.Requests.NOW;
import static dev.tidemark.ingest.otlp.Requests.pair;
import static dev.tidemark.ingest.otlp.Requests.point;
import static dev.tidemark.ingest.otlp.Requests.read;
import static dev.tidemark.ingest.otlp.Requests.request;
import static dev.tidemark.ingest.otlp.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.otlp.Requests.Taken;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpParserTest {

    private static final AggregationTemporality DELTA =
            AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    private static final AggregationTemporality CUMULATIVE =
            AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

    private static Metric gauge(String name, NumberDataPoint.Builder... points) {
        Gauge.Builder gauge = Gauge.newBuilder();
        Arrays.stream(points).forEach(gauge::addDataPoints);
        return Metric.newBuilder().setName(name).setGauge(gauge).build();
    }

    private static Metric sum(AggregationTemporality temporality, boolean monotonic) {
        return Metric.newBuilder()
                .setName("n")
                .setSum(
                        Sum.newBuilder()
                                .setAggregationTemporality(temporality)
                                .setIsMonotonic(monotonic)
                                .addDataPoints(
                                        NumberDataPoint.newBuilder()
                                                .setTimeUnixNano(NANOS)
                                                .setAsInt(-7)))
                .build();
    }

    private static Metric histogram(AggregationTemporality temporality) {
        return histogram(
                temporality,
                HistogramDataPoint.newBuilder()
                        .setCount(3)
                        .setSum(6.5)
                        .setMin(1)
                        .setMax(4)
                        .addBucketCounts(3)
                        .addExplicitBounds(5));
    }

    private static Metric histogram(
            AggregationTemporality temporality, HistogramDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("d")
                .setHistogram(
                        Histogram.newBuilder()
                                .setAggregationTemporality(temporality)
                                .addDataPoints(point.setTimeUnixNano(NANOS)))
                .build();
    }

    private static String json(String metric) {
        return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[%s]}]}]}".formatted(metric);
    }

    private static String jsonGauge(String point) {
        return json("{\"name\":\"g\",\"gauge\":{\"dataPoints\":[%s]}}".formatted(point));
    }

    private static Taken readJson(String body) throws Exception {
        return read(body.getBytes(UTF_8), OtlpFormat.JSON);
    }

    @Test
    void shouldTakeReadings() throws Exception {
        Taken taken = read(gauge("cpu.load", point(0.5), point(0.25).setTimeUnixNano(NANOS - 1)));

        assertThat(taken.events()).containsExactly("cpu.load=0.5", "cpu.load=0.25");
        assertThat(taken.valid())
                .extracting(Parsed.Valid::timestampMs)
                .containsExactly(NOW, NOW - 1);
        assertThat(taken.valid().getFirst().metadata()).isEqualTo(Map.of("service.name", "shop"));
    }

    @Test
    void shouldTakeIncrementsAndLevelsAndRefuseRunningTotals() throws Exception {
        assertThat(read(sum(DELTA, true)).events()).containsExactly("n=-7.0");
        assertThat(read(sum(DELTA, false)).events()).containsExactly("n=-7.0");
        assertThat(read(sum(CUMULATIVE, false)).events()).containsExactly("n=-7.0");
        assertThat(read(sum(CUMULATIVE, true)).refusals())
                .singleElement()
                .asString()
                .startsWith("n: is cumulative")
                .contains("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta");
        assertThat(
                        read(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED, true))
                                .refusals())
                .containsExactly("n: must have an aggregation temporality");
    }

    @Test
    void shouldMakeFourEventsOfAHistogram() throws Exception {
        Taken taken = read(histogram(DELTA));

        assertThat(taken.events())
                .containsExactly("d.count=3.0", "d.sum=6.5", "d.min=1.0", "d.max=4.0");
        assertThat(taken.indices()).containsOnly(0);
        assertThat(taken.valid()).extracting(Parsed.Valid::clientId).doesNotHaveDuplicates();
        assertThat(read(histogram(CUMULATIVE)).refusals())
                .singleElement()
                .asString()
                .startsWith("d: is cumulative");
    }

    @Test
    void shouldLeaveOutWhatAHistogramDoesNotKnow() throws Exception {
        assertThat(read(histogram(DELTA, HistogramDataPoint.newBuilder().setCount(2))).events())
                .containsExactly("d.count=2.0");
        assertThat(read(histogram(DELTA, HistogramDataPoint.newBuilder().setSum(0))).parsed())
                .isEmpty();
        assertThat(
                        read(histogram(
                                        DELTA,
                                        HistogramDataPoint.newBuilder()
                                                .setCount(1)
                                                .setSum(Double.NaN)))
                                .refusals())
                .containsExactly("d: its sum, min and max must be finite");
    }

    @Test
    void shouldTakeExponentialHistograms() throws Exception {
        Metric metric =
                Metric.newBuilder()
                        .setName("e")
                        .setExponentialHistogram(
                                ExponentialHistogram.newBuilder()
                                        .setAggregationTemporality(DELTA)
                                        .addDataPoints(
                                                ExponentialHistogramDataPoint.newBuilder()
                                                        .setTimeUnixNano(NANOS)
                                                        .addAttributes(text("k", "v"))
                                                        .setCount(-1)
                                                        .setScale(3)
                                                        .setZeroThreshold(0.5)
                                                        .setSum(9)
                                                        .setMin(2)
                                                        .setMax(7)))
                        .build();

        Taken taken = read(metric);

        assertThat(taken.events())
                .containsExactly("e.count=" + 0x1p64, "e.sum=9.0", "e.min=2.0", "e.max=7.0");
        assertThat(taken.valid().getFirst().metadata()).containsEntry("k", "v");
    }

    @Test
    void shouldRefuseSummaries() throws Exception {
        Metric metric =
                Metric.newBuilder()
                        .setName("s")
                        .setSummary(
                                Summary.newBuilder()
                                        .addDataPoints(SummaryDataPoint.getDefaultInstance()))
                        .build();

        assertThat(read(metric).refusals())
                .singleElement()
                .asString()
                .startsWith("s: is a summary");
    }

    @ParameterizedTest
    @CsvSource({
        "http.server.active_requests, http.server.active_requests",
        "Jvm-Memory/Used, jvm_memory_used",
        "A, a"
    })
    void shouldFitNames(String name, String type) throws Exception {
        assertThat(read(gauge(name, point(1))).valid())
                .extracting(Parsed.Valid::type)
                .containsExactly(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9lives", "with space", "größe", "job:rate", "_x"})
    void shouldRefuseNamesThatDoNotFit(String name) throws Exception {
        assertThat(read(gauge(name, point(1)), gauge("ok", point(2))).events())
                .containsExactly("ok=2.0");
        assertThat(read(gauge(name, point(1))).refusals())
                .singleElement()
                .asString()
                .contains("must match [a-z]");
    }

    @Test
    void shouldLeaveRoomBehindTheNameOfAHistogram() throws Exception {
        String name = "x".repeat(59);
        assertThat(read(gauge(name, point(1))).events()).hasSize(1);
        assertThat(read(histogram(DELTA).toBuilder().setName(name).build()).refusals()).hasSize(1);
        assertThat(read(histogram(DELTA).toBuilder().setName(name.substring(1)).build()).events())
                .hasSize(4);
    }

    @Test
    void shouldKeepAttributesAsMetadata() throws Exception {
        NumberDataPoint.Builder point =
                point(1).addAttributes(text("service.name", "other"))
                        .addAttributes(pair("flag", AnyValue.newBuilder().setBoolValue(true)))
                        .addAttributes(
                                pair("int", AnyValue.newBuilder().setIntValue(Long.MIN_VALUE)))
                        .addAttributes(pair("double", AnyValue.newBuilder().setDoubleValue(0.5)))
                        .addAttributes(
                                pair(
                                        "bytes",
                                        AnyValue.newBuilder()
                                                .setBytesValue(ByteString.copyFromUtf8("é"))))
                        .addAttributes(
                                pair(
                                        "list",
                                        AnyValue.newBuilder()
                                                .setArrayValue(
                                                        ArrayValue.newBuilder()
                                                                .addValues(
                                                                        AnyValue.newBuilder()
                                                                                .setStringValue(
                                                                                        "a")))))
                        .addAttributes(
                                pair(
                                        "object",
                                        AnyValue.newBuilder()
                                                .setKvlistValue(
                                                        KeyValueList.newBuilder()
                                                                .addValues(text("k", "v")))));

        assertThat(read(gauge("g", point)).valid().getFirst().metadata())
                .isEqualTo(
                        Map.of(
                                "service.name",
                                "other",
                                "flag",
                                true,
                                "int",
                                Long.MIN_VALUE,
                                "double",
                                0.5,
                                "bytes",
                                "w6k=",
                                "list",
                                List.of("a"),
                                "object",
                                Map.of("k", "v")));
    }

    @Test
    void shouldHoldAttributesToTheLimitsOfMetadata() throws Exception {
        NumberDataPoint.Builder many = point(1);
        for (int i = 0; i < 64; i++) {
            many.addAttributes(text("k" + i, "v"));
        }
        AnyValue.Builder deep = AnyValue.newBuilder().setIntValue(1);
        for (int i = 0; i < 8; i++) {
            deep =
                    AnyValue.newBuilder()
                            .setArrayValue(ArrayValue.newBuilder().addValues(deep.build()));
        }

        Taken taken =
                read(
                        gauge(
                                "g",
                                many,
                                point(2).addAttributes(pair("deep", deep)),
                                point(3).addAttributes(
                                                pair(
                                                        "nan",
                                                        AnyValue.newBuilder()
                                                                .setDoubleValue(Double.NaN))),
                                point(4)));

        // The name of the service is one of the 64.
        assertThat(taken.refusals())
                .containsExactly(
                        "g: attributes must have at most 63 keys in total",
                        "g: attributes must not be nested deeper than 8 levels",
                        "g: attributes must hold finite numbers only");
        assertThat(taken.events()).containsExactly("g=4.0");
    }

    @Test
    void shouldRefuseWrongPointsAlone() throws Exception {
        Taken taken =
                read(
                        gauge(
                                "g",
                                point(1).setTimeUnixNano(0),
                                point(1).setTimeUnixNano(1),
                                point(1).setTimeUnixNano(-1),
                                point(Double.POSITIVE_INFINITY),
                                NumberDataPoint.newBuilder().setTimeUnixNano(NANOS),
                                point(5)));

        assertThat(taken.events()).containsExactly("g=5.0");
        assertThat(taken.indices()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(taken.refusals().getFirst()).isEqualTo("g: time_unix_nano must be given");
        assertThat(taken.refusals().get(3)).isEqualTo("g: its value must be a finite number");
    }

    @Test
    void shouldPassOverTheEndOfASeries() throws Exception {
        assertThat(read(gauge("g", point(0).clearAsDouble().setFlags(1))).parsed()).isEmpty();
    }

    @Test
    void shouldRefuseMorePointsThanARequestMayHave() throws Exception {
        NumberDataPoint.Builder[] points = new NumberDataPoint.Builder[MAX_POINTS + 2];
        Arrays.setAll(points, i -> point(i));

        Taken taken = read(gauge("g", points));

        assertThat(taken.events()).hasSize(MAX_POINTS);
        assertThat(taken.refusals()).hasSize(2);
    }

    @Test
    void shouldTellEveryPointFromAllOthers() throws Exception {
        NumberDataPoint.Builder first = point(1).addAttributes(text("a", "b"));
        Set<String> ids = new HashSet<>();
        List<ExportMetricsServiceRequest> different =
                List.of(
                        request("shop", "scope", gauge("g", first)),
                        request("shop2", "scope", gauge("g", first)),
                        request("shop", "scope2", gauge("g", first)),
                        request("shop", "scope", gauge("h", first)),
                        request("shop", "scope", gauge("G", first)),
                        request(
                                "shop",
                                "scope",
                                gauge("g", first).toBuilder().setUnit("s").build()),
                        request("shop", "scope", gauge("g", first.clone().setAsDouble(2))),
                        request("shop", "scope", gauge("g", first.clone().setStartTimeUnixNano(1))),
                        request(
                                "shop",
                                "scope",
                                gauge("g", first.clone().setTimeUnixNano(NANOS + 1))),
                        request(
                                "shop",
                                "scope",
                                gauge("g", point(1).addAttributes(text("ab", "")))),
                        request("shop", "scope", gauge("g", point(1))));
        for (ExportMetricsServiceRequest each : different) {
            Taken once = read(each);
            assertThat(read(each).parsed()).isEqualTo(once.parsed());
            ids.add(String.valueOf(once.valid().getFirst().clientId()));
        }

        assertThat(ids)
                .hasSize(different.size())
                .allSatisfy(id -> assertThat(id).matches("otlp-[A-Za-z0-9_-]{22}"));
    }

    @Test
    void shouldNotCareForTheOrderOfAttributes() throws Exception {
        Taken one =
                read(
                        gauge(
                                "g",
                                point(1).addAttributes(text("a", "1"))
                                        .addAttributes(text("b", "2"))));
        Taken other =
                read(
                        gauge(
                                "g",
                                point(1).addAttributes(text("b", "2"))
                                        .addAttributes(text("a", "1"))));

        assertThat(one.valid().getFirst().clientId())
                .isEqualTo(other.valid().getFirst().clientId());
    }

    /** Protobuf does not promise that a resource comes before its metrics. */
    @Test
    void shouldTakeFieldsInAnyOrder() throws Exception {
        ExportMetricsServiceRequest request = request("shop", "scope", gauge("g", point(1)));
        var resource = request.getResourceMetrics(0);
        byte[] metrics = resource.toBuilder().clearResource().build().toByteArray();
        byte[] origin = resource.toBuilder().clearScopeMetrics().build().toByteArray();
        ByteArrayOutputStream swapped = new ByteArrayOutputStream();
        swapped.write(1 << 3 | 2);
        swapped.write(metrics.length + origin.length);
        swapped.writeBytes(metrics);
        swapped.writeBytes(origin);

        assertThat(read(swapped.toByteArray(), OtlpFormat.PROTOBUF).parsed())
                .isEqualTo(read(request).parsed());
    }

    @Test
    void shouldSayThatABodyIsNoProtobuf() {
        byte[] body = request("shop", "scope", gauge("g", point(1))).toByteArray();

        assertThatThrownBy(() -> read(Arrays.copyOf(body, body.length - 1), OtlpFormat.PROTOBUF))
                .isInstanceOf(EventReader.StoppedException.class)
                .hasMessageStartingWith(
                        "the body must be an ExportMetricsServiceRequest in protobuf");
    }

    @Test
    void shouldReadJsonInAnyOrder() throws Exception {
        String body =
                """
                {"resourceMetrics": [{
                  "scopeMetrics": [{
                    "metrics": [
                      {"sum": {
                         "dataPoints": [{
                            "attributes": [
                              {"value": {"stringValue": "é"}, "key": "k"},
                              {"key": "n", "value": {"intValue": "-12"}},
                              {"key": "f", "value": {"doubleValue": 0.5}},
                              {"key": "l", "value": {"arrayValue": {"values": [{"boolValue": true}, {}]}}},
                              {"key": "o", "value": {"kvlistValue": {"values": [{"key": "x", "value": {"bytesValue": "AA=="}}]}}}
                            ],
                            "asInt": "7", "timeUnixNano": "1764000000000000000", "unknown": [{}]}],
                         "isMonotonic": true, "aggregationTemporality": 1},
                       "name": "orders", "description": "d"},
                      {"name": "d", "histogram": {"aggregationTemporality": 1, "dataPoints": [
                         {"timeUnixNano": 1764000000000000000, "count": "3", "sum": 6.5, "min": "1", "max": 4,
                          "bucketCounts": ["3"], "explicitBounds": []}]}}
                    ],
                    "scope": {"version": "1", "name": "s"}}],
                  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]}}]}
                """;

        Taken taken = readJson(body);

        assertThat(taken.refusals()).isEmpty();
        assertThat(taken.events())
                .containsExactly(
                        "orders=7.0", "d.count=3.0", "d.sum=6.5", "d.min=1.0", "d.max=4.0");
        Map<String, ?> metadata = taken.valid().getFirst().metadata();
        assertThat(metadata.keySet()).containsExactly("service.name", "k", "n", "f", "l", "o");
        assertThat(metadata.get("k")).isEqualTo("é");
        assertThat(metadata.get("n")).isEqualTo(-12L);
        assertThat(metadata.get("l")).isEqualTo(Arrays.asList(true, null));
        assertThat(metadata.get("o")).isEqualTo(Map.of("x", "AA=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{\"asDouble\":\"x\",\"timeUnixNano\":\"1764000000000000000\"}",
                "{\"asDouble\":[1],\"timeUnixNano\":\"1764000000000000000\"}",
                "{\"asInt\":\"1.5\",\"timeUnixNano\":\"1764000000000000000\"}",
                "{\"asInt\":99999999999999999999,\"timeUnixNano\":\"1764000000000000000\"}",
                "{\"asDouble\":\"NaN\",\"timeUnixNano\":\"1764000000000000000\"}",
                "{\"asDouble\":1,\"timeUnixNano\":-1}",
                "{\"asDouble\":1,\"timeUnixNano\":null}",
                "{\"timeUnixNano\":\"1764000000000000000\"}",
                "{\"asDouble\":1,\"timeUnixNano\":\"1764000000000000000\",\"attributes\":{}}",
                "{\"asDouble\":1,\"timeUnixNano\":\"1764000000000000000\",\"attributes\":"
                        + "[{\"key\":\"k\",\"value\":{\"stringValue\":\"\\ud800\"}}]}"
            })
    void shouldRefuseWrongPointsInJsonAlone(String wrong) throws Exception {
        String right = "{\"asDouble\":5,\"timeUnixNano\":\"1764000000000000000\"}";

        Taken taken = readJson(jsonGauge(wrong + "," + right));

        assertThat(taken.refusals()).hasSize(1);
        assertThat(taken.events()).containsExactly("g=5.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{",
                "{\"resourceMetrics\":{}}",
                "{\"resourceMetrics\":[7]}",
                "{\"resourceMetrics\":[]} x",
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"gauge\":[]}]}]}]}"
            })
    void shouldSayThatABodyIsNoRequest(String body) {
        assertThatThrownBy(() -> readJson(body)).isInstanceOf(EventReader.StoppedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"resourceMetrics\":null}",
                "{\"resourceMetrics\":[null,{},{\"resource\":null,\"scopeMetrics\":[{}]}]}",
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"scope\":null,\"metrics\":[{\"name\":\"x\"}]}]}]}"
            })
    void shouldTakeNothing(String body) throws Exception {
        assertThat(readJson(body).parsed()).isEmpty();
    }
}
