package dev.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import com.google.protobuf.CodedInputStream;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.contract.auth.NewKey;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import dev.tidemark.ingest.publish.Publication;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OtlpRoutingTest {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final long NANOS = TrackServer.NOW * 1_000_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir Path folder;

    private final FakePublisher publisher = new FakePublisher();
    private TrackServer server =
            new TrackServer(
                    publisher, new BatchSettings(1_000, 2L << 20, BatchSettings.DEFAULT.maxWait()));

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(TrackServer other) {
        server.close();
        server = other;
    }

    private static String json(String... names) {
        List<String> metrics =
                Arrays.stream(names)
                        .map(
                                name ->
                                        "{\"name\":\"%s\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"%d\",\"asDouble\":1}]}}"
                                                .formatted(name, NANOS))
                        .toList();
        return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[%s]}]}]}"
                .formatted(String.join(",", metrics));
    }

    private static byte[] protobuf(String... names) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        for (String name : names) {
            scope.addMetrics(
                    Metric.newBuilder()
                            .setName(name)
                            .setGauge(
                                    Gauge.newBuilder()
                                            .addDataPoints(
                                                    NumberDataPoint.newBuilder()
                                                            .setTimeUnixNano(NANOS)
                                                            .setAsDouble(1))));
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
                .build()
                .toByteArray();
    }

    private HttpRequest.Builder to(String type) {
        return server.to("/v1/metrics").header("Content-Type", type);
    }

    private HttpResponse<String> postJson(String body) throws Exception {
        return server.send(to(JSON).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<byte[]> post(HttpRequest.Builder request, byte[] body) throws Exception {
        return server.bytes(request.POST(BodyPublishers.ofByteArray(body)));
    }

    private record RpcStatus(int code, String message) {

        static RpcStatus of(byte[] body) throws IOException {
            CodedInputStream in = CodedInputStream.newInstance(body);
            assertThat(in.readTag()).isEqualTo(1 << 3);
            int code = in.readInt32();
            assertThat(in.readTag()).isEqualTo(2 << 3 | 2);
            return new RpcStatus(code, in.readStringRequireUtf8());
        }
    }

    @Test
    void shouldAnswerProtobufWithProtobuf() throws Exception {
        HttpResponse<byte[]> answer = post(to(PROTOBUF), protobuf("a", "b"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
        assertThat(ExportMetricsServiceResponse.parseFrom(answer.body()))
                .isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
        assertThat(publisher.published()).hasSize(2);
        assertThat(server.counted("refused")).isZero();
    }

    @Test
    void shouldAnswerJsonWithJson() throws Exception {
        HttpResponse<String> answer = postJson(json("a"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(publisher.published()).hasSize(1);
    }

    @Test
    void shouldTellWhatWasRejected() throws Exception {
        ExportMetricsServiceResponse protobuf =
                ExportMetricsServiceResponse.parseFrom(
                        post(to(PROTOBUF), protobuf("a", "9", "9", "ä")).body());
        JsonNode json = MAPPER.readTree(postJson(json("a", "9", "9", "ä")).body());

        assertThat(protobuf.getPartialSuccess().getRejectedDataPoints()).isEqualTo(3);
        assertThat(protobuf.getPartialSuccess().getErrorMessage())
                .contains("9: its name")
                .contains("(2); ä: its name")
                .endsWith("(1)");
        assertThat(json.at("/partialSuccess/rejectedDataPoints").isTextual()).isTrue();
        assertThat(json.at("/partialSuccess/rejectedDataPoints").asInt()).isEqualTo(3);
        assertThat(json.at("/partialSuccess/errorMessage").asText())
                .isEqualTo(protobuf.getPartialSuccess().getErrorMessage());
        assertThat(publisher.published()).hasSize(2);
        assertThat(server.counted("refused")).isEqualTo(6);
    }

    @Test
    void shouldNotTellAThousandReasons() throws Exception {
        String[] names = new String[1_100];
        Arrays.setAll(names, i -> "%d".formatted(i));

        JsonNode answer = MAPPER.readTree(postJson(json(names)).body());

        assertThat(answer.at("/partialSuccess/rejectedDataPoints").asInt()).isEqualTo(1_100);
        assertThat(answer.at("/partialSuccess/errorMessage").asText())
                .hasSizeLessThan(1_000)
                .endsWith("and 996 more reasons");
    }

    @Test
    void shouldTakeCompressedBodies() throws Exception {
        byte[] body = protobuf("a");
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(body);
        }

        assertThat(
                        post(to(PROTOBUF).header("Content-Encoding", "gzip"), gzip.toByteArray())
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        post(to(PROTOBUF).header("Content-Encoding", "zstd"), Zstd.compress(body))
                                .statusCode())
                .isEqualTo(200);
        assertThat(publisher.published()).hasSize(2);
    }

    @Test
    void shouldTakeTheTenantOfTheHeader() throws Exception {
        var _ = post(to(PROTOBUF).header("X-Tenant-Id", "acme"), protobuf("a"));

        assertThat(publisher.published().getFirst().event().tenant()).isEqualTo("acme");
        HttpResponse<byte[]> wrong = post(to(PROTOBUF).header("X-Tenant-Id", "a b"), protobuf("a"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(RpcStatus.of(wrong.body()).message()).startsWith("invalid_parameter: X-Tenant");
    }

    @Test
    void shouldSayInBothFormatsThatABodyCannotBeDecoded() throws Exception {
        byte[] broken = Arrays.copyOf(protobuf("a", "b"), protobuf("a", "b").length - 1);

        HttpResponse<byte[]> protobuf = post(to(PROTOBUF), broken);
        HttpResponse<String> json = postJson("{\"resourceMetrics\":7}");

        assertThat(protobuf.statusCode()).isEqualTo(400);
        assertThat(protobuf.headers().firstValue("Content-Type")).contains(PROTOBUF);
        assertThat(RpcStatus.of(protobuf.body()).code()).isEqualTo(3);
        assertThat(RpcStatus.of(protobuf.body()).message())
                .startsWith("invalid_protobuf: the body must be an ExportMetricsServiceRequest");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(MAPPER.readTree(json.body()).at("/code").asInt()).isEqualTo(3);
        assertThat(MAPPER.readTree(json.body()).at("/message").asText())
                .contains("resourceMetrics must be an array");
    }

    @Test
    void shouldSayWhatIsKeptOfABodyThatBreaksOff() throws Exception {
        String body = json("a", "b");

        HttpResponse<String> answer = postJson(body.substring(0, body.length() - 2));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("2 events before that are kept");
        assertThat(publisher.published()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/json+x", "application/x-ndjson"})
    void shouldRefuseOtherTypes(String type) throws Exception {
        assertThat(post(to(type), protobuf("a")).statusCode()).isEqualTo(415);
    }

    /** Those that the server does not know are refused before the route is asked. */
    @Test
    void shouldRefuseOtherEncodings() throws Exception {
        HttpResponse<byte[]> answer =
                post(to(PROTOBUF).header("Content-Encoding", "br"), protobuf("a"));

        assertThat(answer.statusCode()).isIn(400, 415);
        assertThat(publisher.published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void shouldRefuseOtherMethods(String method) throws Exception {
        HttpResponse<String> answer =
                server.send(server.to("/v1/metrics").method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() throws Exception {
        HttpResponse<byte[]> answer =
                post(
                        to(PROTOBUF).header("Content-Encoding", "zstd"),
                        Zstd.compress(new byte[3 << 20]));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(RpcStatus.of(answer.body()).code()).isEqualTo(8);
        assertThat(post(to(PROTOBUF), new byte[3 << 20]).statusCode()).isEqualTo(413);
    }

    @Test
    void shouldRefuseABodyThatIsNotCompressedAsItSays() throws Exception {
        HttpResponse<byte[]> answer =
                post(to(PROTOBUF).header("Content-Encoding", "gzip"), protobuf("a"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RpcStatus.of(answer.body()).message()).contains("cannot be read as gzip");
    }

    @Test
    void shouldSayWhenKafkaMayBeBack() throws Exception {
        publisher.endAfter(1, new Publication.Unavailable("away", Duration.ofSeconds(7)));

        HttpResponse<byte[]> answer = post(to(PROTOBUF), protobuf("a", "b", "c"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(RpcStatus.of(answer.body()).code()).isEqualTo(14);
        assertThat(RpcStatus.of(answer.body()).message()).startsWith("kafka_unavailable: ");
        HttpResponse<String> again = postJson(json("a"));
        assertThat(again.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRejectAnEventThatKafkaDoesNotTakeAsOnePoint() throws Exception {
        publisher.endAfter(0, new Publication.TooLarge());

        JsonNode answer =
                MAPPER.readTree(
                        postJson(
                                        ("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"d\",\"histogram\":"
                                                        + "{\"aggregationTemporality\":1,\"dataPoints\":[{\"timeUnixNano\":\"%d\",\"count\":\"1\",\"sum\":1}]}}]}]}]}")
                                                .formatted(NANOS))
                                .body());

        assertThat(publisher.published()).hasSize(2);
        assertThat(answer.at("/partialSuccess/rejectedDataPoints").asText()).isEqualTo("1");
    }

    @Test
    void shouldTellATenantThatIsTooFastHowLongToWait() throws Exception {
        restart(new TrackServer(publisher, TrackServer.TEN_EVENTS_PER_SECOND));
        String[] names = new String[40];
        Arrays.setAll(names, i -> "m" + i);
        assertThat(post(to(PROTOBUF), protobuf(names)).statusCode()).isEqualTo(200);

        HttpResponse<byte[]> answer = post(to(PROTOBUF), protobuf("a"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(2L, 4L);
        assertThat(RpcStatus.of(answer.body()).code()).isEqualTo(8);
    }

    @Test
    void shouldAskForAKeyInTheFormatOfTheRequest() throws Exception {
        NewKey key =
                NewKey.generate(
                        "",
                        Set.of(Scope.INGEST),
                        new Tenants("acme"),
                        Instant.ofEpochMilli(TrackServer.NOW));
        Path file = folder.resolve("keys.json");
        new KeyFile(file).update(keys -> List.of(key.stored()));
        restart(new TrackServer(publisher, AuthSettings.NONE.withKeysFile(file)));

        HttpResponse<byte[]> refused = post(to(PROTOBUF), protobuf("a"));
        HttpResponse<byte[]> large = post(to(PROTOBUF), new byte[1 << 20]);
        HttpResponse<byte[]> taken =
                post(
                        to(PROTOBUF).header("Authorization", "Bearer " + key.written().value()),
                        protobuf("a"));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(RpcStatus.of(refused.body()).code()).isEqualTo(16);
        assertThat(RpcStatus.of(large.body()).code()).isEqualTo(16);
        assertThat(postJson(json("a")).body()).startsWith("{\"code\":16,");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(publisher.published().getFirst().event().tenant()).isEqualTo("acme");
    }

    @Test
    void shouldRefuseWhatIsTooOld() throws Exception {
        String old = json("a").replace(Long.toString(NANOS), Long.toString(NANOS / 2));

        assertThat(postJson(old).body()).contains("time_unix_nano must be, in milliseconds, from");
    }
}
