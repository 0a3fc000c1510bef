package dev.tidemark.ingest.otlp;

import static dev.tidemark.ingest.Mutations.mutated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.tidemark.ingest.format.EventReader;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Against what OpenTelemetry's own classes make of the same bytes. */
class OtlpPropertyTest {

    private static ExportMetricsServiceRequest gauges(List<Double> values) {
        Gauge.Builder gauge = Gauge.newBuilder();
        values.forEach(value -> gauge.addDataPoints(Requests.point(value)));
        return Requests.request(
                "shop", "scope", Metric.newBuilder().setName("g").setGauge(gauge).build());
    }

    private static List<Double> valuesIn(ExportMetricsServiceRequest request) {
        return request.getResourceMetricsList().stream()
                .map(ResourceMetrics::getScopeMetricsList)
                .flatMap(List::stream)
                .map(ScopeMetrics::getMetricsList)
                .flatMap(List::stream)
                .flatMap(metric -> metric.getGauge().getDataPointsList().stream())
                .map(point -> point.getAsDouble())
                .toList();
    }

    @Property
    void shouldReadWhatTheyWrite(
            @ForAll @Size(max = Requests.MAX_POINTS)
                    List<@DoubleRange(min = -1e300, max = 1e300) Double> values)
            throws IOException {
        ExportMetricsServiceRequest request =
                gauges(values).toBuilder()
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                99,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addFixed32(1)
                                                        .build())
                                        .build())
                        .build();

        assertThat(Requests.read(request).valid())
                .extracting(event -> event.value())
                .isEqualTo(valuesIn(request));
    }

    /** What they take for a request is one here, too, whatever is in it. */
    @Property(tries = 2_000)
    void shouldTakeForARequestWhatTheyDo(
            @ForAll @Size(min = 1, max = 4) List<Integer> places,
            @ForAll @Size(min = 1, max = 4) byte[] with) {
        byte[] body = mutated(gauges(List.of(1.0, 2.0, 3.0)).toByteArray(), places, with);
        Assume.that(isRequest(body));

        assertThatCode(() -> Requests.read(body, OtlpFormat.PROTOBUF)).doesNotThrowAnyException();
    }

    @Property
    void shouldThrowNothingButWhatItSays(@ForAll byte[] body, @ForAll OtlpFormat format)
            throws IOException {
        try {
            assertThat(Requests.read(body, format).parsed()).isNotNull();
        } catch (EventReader.StoppedException e) {
            assertThat(e).hasMessageStartingWith("the body must");
        }
    }

    private static boolean isRequest(byte[] body) {
        try {
            return ExportMetricsServiceRequest.parseFrom(body).isInitialized();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }
}
