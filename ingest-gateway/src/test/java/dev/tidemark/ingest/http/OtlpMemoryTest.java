package dev.tidemark.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.limit.LimitSettings;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the limits as they are by default, and bodies that are small as they are sent. */
@Timeout(120)
class OtlpMemoryTest {

    private static final int MIB = 1024 * 1024;

    private final FakePublisher publisher = new FakePublisher();
    private TrackServer server = new TrackServer(publisher);

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> post(String type, byte[] gzip) throws Exception {
        assertThat(gzip).hasSizeLessThan(MIB);
        return server.bytes(
                server.to("/v1/metrics")
                        .header("Content-Type", type)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(gzip)));
    }

    private static byte[] gzip(byte[] begin, byte[] repeated, int times, byte[] end)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(begin);
            for (int i = 0; i < times; i++) {
                gzip.write(repeated);
            }
            gzip.write(end);
        }
        return out.toByteArray();
    }

    private static byte[] lengthOf(int bytes) {
        byte[] varint = new byte[5];
        for (int i = 0; i < varint.length; i++) {
            int more = i < varint.length - 1 ? 0x80 : 0;
            varint[i] = (byte) (((bytes >>> (7 * i)) & 0x7F) | more);
        }
        return varint;
    }

    /** A field that is a message, around what follows. */
    private static byte[] around(int field, byte[] head, int following) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((field << 3) | 2);
        out.writeBytes(lengthOf(head.length + following));
        out.writeBytes(head);
        return out.toByteArray();
    }

    /** Nine million points of two bytes: generated classes make objects of all of them. */
    @Test
    void shouldRefuseMillionsOfEmptyPoints() throws Exception {
        byte[] thousand = new byte[2_000];
        for (int i = 0; i < thousand.length; i += 2) {
            thousand[i] = (1 << 3) | 2;
        }
        int times = 9_000;
        publisher.forget();
        byte[] head =
                around(
                        1,
                        around(
                                2,
                                around(2, around(5, new byte[0], 2_000 * times), 2_000 * times),
                                2_000 * times),
                        2_000 * times);

        HttpResponse<byte[]> answer =
                post("application/x-protobuf", gzip(head, thousand, times, new byte[0]));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(
                        ExportMetricsServiceResponse.parseFrom(answer.body())
                                .getPartialSuccess()
                                .getRejectedDataPoints())
                .isEqualTo(9_000_000);
    }

    @Test
    void shouldRefuseMillionsOfEmptyPointsInJson() throws Exception {
        byte[] head =
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"g\",\"gauge\":{\"dataPoints\":[{}"
                        .getBytes(UTF_8);
        byte[] thousand = ",{}".repeat(1_000).getBytes(UTF_8);

        HttpResponse<byte[]> answer =
                post("application/json", gzip(head, thousand, 6_000, "]}}]}]}]}".getBytes(UTF_8)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).contains("\"rejectedDataPoints\":\"6000001\"");
    }

    @Test
    void shouldEndWhatIsNestedWithoutEnd() throws Exception {
        byte[] none = new byte[0];

        assertThat(
                        post(
                                        "application/json",
                                        gzip(none, "[".repeat(1_000).getBytes(UTF_8), 15_000, none))
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        post(
                                        "application/json",
                                        gzip(
                                                none,
                                                "{\"a\":".repeat(1_000).getBytes(UTF_8),
                                                3_000,
                                                none))
                                .statusCode())
                .isEqualTo(400);
        // Groups that begin and never end.
        assertThat(
                        post(
                                        "application/x-protobuf",
                                        gzip(
                                                none,
                                                "\u000b".repeat(1_000).getBytes(UTF_8),
                                                15_000,
                                                none))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldStopABombAtTheLimit() throws Exception {
        byte[] body = gzip(new byte[0], new byte[MIB], 60, new byte[0]);

        assertThat(post("application/x-protobuf", body).statusCode()).isEqualTo(413);
        assertThat(post("application/json", body).statusCode()).isEqualTo(413);
    }

    /** The gate was told of a small body, and is asked again as it grows. */
    @Test
    void shouldHoldNoMoreThanTheGateLetsIt() throws Exception {
        server.close();
        server =
                new TrackServer(
                        publisher,
                        new LimitSettings(
                                10,
                                2L << 20,
                                1,
                                0,
                                0,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(20)));
        byte[] body = gzip(new byte[0], new byte[MIB], 8, new byte[0]);

        try (var other = server.begun("/v1/metrics", "application/x-protobuf")) {
            HttpResponse<byte[]> answer = post("application/x-protobuf", body);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(other.isConnected()).isTrue();
        }
    }
}
