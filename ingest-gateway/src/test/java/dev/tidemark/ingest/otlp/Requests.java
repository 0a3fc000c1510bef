package dev.tidemark.ingest.otlp;

import dev.tidemark.ingest.format.EventSink;
import dev.tidemark.ingest.format.Parsed;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Requests as OpenTelemetry's own classes write them, and what the parser makes of them. */
final class Requests {

    static final long NOW = 1_764_000_000_000L;
    static final long NANOS = NOW * 1_000_000;
    static final int MAX_POINTS = 10;

    private Requests() {}

    /** What was handed over, in order. */
    record Taken(List<Integer> indices, List<Parsed> parsed) implements EventSink {

        Taken() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void take(int index, Parsed each) {
            indices.add(index);
            parsed.add(each);
        }

        List<Parsed.Valid> valid() {
            return parsed.stream()
                    .filter(Parsed.Valid.class::isInstance)
                    .map(Parsed.Valid.class::cast)
                    .toList();
        }

        /** Types and values. */
        List<String> events() {
            return valid().stream().map(event -> event.type() + '=' + event.value()).toList();
        }

        /** What was wrong with the others. */
        List<String> refusals() {
            return parsed.stream()
                    .filter(Parsed.Invalid.class::isInstance)
                    .map(Parsed.Invalid.class::cast)
                    .map(
                            invalid ->
                                    invalid.errors().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining("; ")))
                    .toList();
        }
    }

    static Taken read(byte[] body, OtlpFormat format) throws IOException {
        Taken taken = new Taken();
        new OtlpParser(OtlpSettings.DEFAULT, Duration.ofDays(1), MAX_POINTS)
                .read(body, body.length, format, NOW, taken);
        return taken;
    }

    static Taken read(ExportMetricsServiceRequest request) throws IOException {
        return read(request.toByteArray(), OtlpFormat.PROTOBUF);
    }

    static Taken read(Metric... metrics) throws IOException {
        return read(request("shop", "scope", metrics));
    }

    static ExportMetricsServiceRequest request(String service, String scope, Metric... metrics) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder()
                                .setResource(
                                        Resource.newBuilder()
                                                .addAttributes(text("service.name", service)))
                                .addScopeMetrics(
                                        ScopeMetrics.newBuilder()
                                                .setScope(
                                                        InstrumentationScope.newBuilder()
                                                                .setName(scope))
                                                .addAllMetrics(List.of(metrics))))
                .build();
    }

    static KeyValue text(String key, String value) {
        return pair(key, AnyValue.newBuilder().setStringValue(value));
    }

    static KeyValue pair(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static NumberDataPoint.Builder point(double value) {
        return NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setAsDouble(value);
    }
}
