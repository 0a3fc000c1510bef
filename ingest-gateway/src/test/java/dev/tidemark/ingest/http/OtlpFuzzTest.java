package dev.tidemark.ingest.http;

import static dev.tidemark.ingest.Mutations.mutated;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever is sent is answered: with a 200, or with a fault of the caller; never with ours. */
class OtlpFuzzTest {

    private static final long NANOS = TrackServer.NOW * 1_000_000;
    private static final byte[] PROTOBUF = request().toByteArray();
    private static final byte[] JSON =
            ("{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
                            + "{\"stringValue\":\"s\"}}]},\"scopeMetrics\":[{\"metrics\":[{\"name\":\"n\",\"sum\":"
                            + "{\"dataPoints\":[{\"timeUnixNano\":\"1764000000000000000\",\"asInt\":\"3\",\"attributes\":"
                            + "[{\"key\":\"k\",\"value\":{\"arrayValue\":{\"values\":[{\"boolValue\":true}]}}}]}],"
                            + "\"aggregationTemporality\":1,\"isMonotonic\":true}},{\"name\":\"d\",\"histogram\":"
                            + "{\"aggregationTemporality\":1,\"dataPoints\":[{\"timeUnixNano\":1764000000000000000,"
                            + "\"count\":\"1\",\"sum\":1.5,\"min\":1e0,\"max\":\"2\"}]}}],\"scope\":{\"name\":\"\\u00e9\"}}]}]}")
                    .getBytes(UTF_8);

    private static @Nullable TrackServer server;

    private static ExportMetricsServiceRequest request() {
        KeyValue list =
                KeyValue.newBuilder()
                        .setKey("l")
                        .setValue(
                                AnyValue.newBuilder()
                                        .setArrayValue(
                                                ArrayValue.newBuilder()
                                                        .addValues(
                                                                AnyValue.newBuilder()
                                                                        .setDoubleValue(1))))
                        .build();
        Metric sum =
                Metric.newBuilder()
                        .setName("n")
                        .setSum(
                                Sum.newBuilder()
                                        .setIsMonotonic(true)
                                        .setAggregationTemporality(
                                                AggregationTemporality
                                                        .AGGREGATION_TEMPORALITY_DELTA)
                                        .addDataPoints(
                                                NumberDataPoint.newBuilder()
                                                        .addAttributes(list)
                                                        .setTimeUnixNano(NANOS)
                                                        .setAsInt(3)))
                        .build();
        Metric histogram =
                Metric.newBuilder()
                        .setName("d")
                        .setHistogram(
                                Histogram.newBuilder()
                                        .setAggregationTemporality(
                                                AggregationTemporality
                                                        .AGGREGATION_TEMPORALITY_DELTA)
                                        .addDataPoints(
                                                HistogramDataPoint.newBuilder()
                                                        .setTimeUnixNano(NANOS)
                                                        .setCount(2)
                                                        .setSum(3)
                                                        .addBucketCounts(2)))
                        .build();
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder()
                                .setResource(Resource.newBuilder().addAttributes(list))
                                .addScopeMetrics(
                                        ScopeMetrics.newBuilder()
                                                .addMetrics(sum)
                                                .addMetrics(histogram)))
                .build();
    }

    @BeforeContainer
    static void start() {
        FakePublisher publisher = new FakePublisher();
        publisher.forget();
        server =
                new TrackServer(
                        publisher, new BatchSettings(5, 1 << 20, BatchSettings.DEFAULT.maxWait()));
    }

    @AfterContainer
    static void stop() {
        server().close();
    }

    private static TrackServer server() {
        return Objects.requireNonNull(server);
    }

    private static void assertAnswered(boolean json, String coding, byte[] body)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                server().bytes(
                                server().to("/v1/metrics")
                                        .header(
                                                "Content-Type",
                                                json
                                                        ? "application/json"
                                                        : "application/x-protobuf")
                                        .header("Content-Encoding", coding)
                                        .POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.statusCode()).isIn(200, 400);
    }

    @Property(tries = 300)
    void shouldAnswerAnyBytes(@ForAll boolean json, @ForAll byte[] body) throws Exception {
        assertAnswered(json, "identity", body);
    }

    @Property(tries = 1_000)
    void shouldAnswerMutatedRequests(
            @ForAll boolean json,
            @ForAll @Size(min = 1, max = 8) List<Integer> places,
            @ForAll @Size(min = 1, max = 8) byte[] with)
            throws Exception {
        assertAnswered(json, "identity", mutated(json ? JSON : PROTOBUF, places, with));
    }

    @Property(tries = 300)
    void shouldAnswerMutatedEncodings(
            @ForAll boolean json,
            @ForAll @Size(min = 1, max = 8) List<Integer> places,
            @ForAll @Size(min = 1, max = 8) byte[] with)
            throws Exception {
        byte[] body = Zstd.compress(json ? JSON : PROTOBUF);

        assertAnswered(json, "zstd", mutated(body, places, with));
    }
}
