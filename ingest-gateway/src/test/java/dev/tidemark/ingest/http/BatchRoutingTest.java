package dev.tidemark.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.Publication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRoutingTest {

    private static final String LINES = "application/x-ndjson";
    private static final String ARRAY = "application/json";
    private static final String EVENT = "{\"type\":\"page_view\",\"value\":1}";
    private static final String BAD = "{\"type\":\"Page View\",\"value\":1}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakePublisher publisher = new FakePublisher();
    private final TrackServer server =
            new TrackServer(
                    publisher, new BatchSettings(1_000, 2L << 20, BatchSettings.DEFAULT.maxWait()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldTakeAnEventOnEachLine() throws Exception {
        HttpResponse<String> answer = post(LINES, EVENT + "\n\n  \r\n" + EVENT + "\r\n" + EVENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"success\":true,\"accepted\":3,\"refused\":0,\"errors\":[]}");
        assertThat(publisher.published()).hasSize(3);
    }

    @Test
    void shouldTakeAnArray() throws Exception {
        HttpResponse<String> answer = post(ARRAY, " [" + EVENT + " , " + EVENT + "] ");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/accepted").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n"})
    void shouldTakeNothing(String nothing) throws Exception {
        assertThat(JSON.readTree(post(LINES, nothing).body()).at("/success").asBoolean()).isTrue();
        assertThat(JSON.readTree(post(ARRAY, "[]").body()).at("/accepted").asInt()).isZero();
    }

    @Test
    void shouldTakeTheGoodOnesAndTellTheBadOnes() throws Exception {
        HttpResponse<String> answer =
                post(LINES, EVENT + "\n" + BAD + "\n{\"type\":\"a\n" + EVENT + "\n7");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.at("/success").asBoolean()).isFalse();
        assertThat(body.at("/accepted").asInt()).isEqualTo(2);
        assertThat(body.at("/refused").asInt()).isEqualTo(3);
        assertThat(body.at("/errors/0/index").asInt()).isEqualTo(1);
        assertThat(body.at("/errors/0/code").asText()).isEqualTo("invalid_event");
        assertThat(body.at("/errors/0/message").asText()).startsWith("type: must match");
        assertThat(body.at("/errors/1/index").asInt()).isEqualTo(2);
        assertThat(body.at("/errors/1/code").asText()).isEqualTo("invalid_json");
        assertThat(body.at("/errors/2/index").asInt()).isEqualTo(4);
        assertThat(server.counted("refused")).isEqualTo(3);
    }

    @Test
    void shouldGoOnInAnArrayBehindAWrongEvent() throws Exception {
        String wrong = BAD + ",7,[1,[2]],NaN,{\"value\":1e},{\"type\":\"a\",\"type\":\"b\"}";

        JsonNode body = JSON.readTree(post(ARRAY, "[" + wrong + "," + EVENT + "]").body());

        assertThat(body.at("/accepted").asInt()).isEqualTo(1);
        assertThat(body.at("/refused").asInt()).isEqualTo(6);
        assertThat(body.at("/errors/4/code").asText()).isEqualTo("invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {",{\"type\"", "oops]", "", "]]", ",]"})
    void shouldTellWhereAnArrayBreaksOff(String rest) throws Exception {
        HttpResponse<String> answer = post(ARRAY, "[" + EVENT + rest);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.at("/code").asText()).isEqualTo("invalid_json");
        assertThat(body.at("/accepted").asInt()).isEqualTo(1);
        assertThat(body.at("/stopped/index").asInt()).isEqualTo(1);
        assertThat(publisher.published()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsNoArray() throws Exception {
        assertThat(post(ARRAY, EVENT).statusCode()).isEqualTo(400);
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void shouldTakeCompressedBatches() throws Exception {
        byte[] lines = (EVENT + "\n" + EVENT).getBytes(UTF_8);

        assertThat(post(LINES, "gzip", gzip(lines)).statusCode()).isEqualTo(200);
        assertThat(post(LINES, "zstd", Zstd.compress(lines)).statusCode()).isEqualTo(200);
        assertThat(post(LINES, "identity", lines).statusCode()).isEqualTo(200);
        assertThat(publisher.published()).hasSize(6);
    }

    @Test
    void shouldRefuseWhatIsNotCompressedAsItSays() throws Exception {
        byte[] plain = EVENT.getBytes(UTF_8);
        byte[] cut = gzip((EVENT + "\n").repeat(900).getBytes(UTF_8));

        assertThat(post(LINES, "gzip", plain).statusCode()).isEqualTo(400);
        assertThat(post(LINES, "zstd", plain).statusCode()).isEqualTo(400);
        HttpResponse<String> broken = post(LINES, "gzip", Arrays.copyOf(cut, cut.length - 9));
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(broken.body()).at("/accepted").asInt())
                .isEqualTo(publisher.published().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip"})
    void shouldRefuseOtherEncodings(String encoding) throws Exception {
        assertThat(post(LINES, encoding, new byte[0]).statusCode()).isIn(400, 415);
    }

    @Test
    void shouldRefuseOtherMediaTypes() throws Exception {
        assertThat(post("text/plain", EVENT).statusCode()).isEqualTo(415);
    }

    @Test
    void shouldStopAtTooManyEvents() throws Exception {
        HttpResponse<String> answer = post(LINES, (EVENT + "\n").repeat(1_001));

        assertThat(answer.statusCode()).isEqualTo(413);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.at("/accepted").asInt()).isEqualTo(1_000);
        assertThat(body.at("/stopped/index").asInt()).isEqualTo(1_000);
        assertThat(body.at("/stopped/code").asText()).isEqualTo("payload_too_large");
    }

    /** A few KB that become 64 MiB. */
    @Test
    void shouldStopAtTooManyBytesHoweverSmallTheyWereSent() throws Exception {
        byte[] bomb = gzip((EVENT + " ".repeat(64 << 20)).getBytes(UTF_8));

        HttpResponse<String> answer = post(LINES, "gzip", bomb);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).at("/code").asText())
                .isEqualTo("payload_too_large");
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void shouldRefuseALineThatIsTooLongAndNoOther() throws Exception {
        String longLine = "{\"type\":\"a\",\"value\":1,\"x\":\"" + "y".repeat(1 << 20) + "\"}";

        JsonNode body = JSON.readTree(post(LINES, longLine + "\n" + EVENT).body());

        assertThat(body.at("/accepted").asInt()).isEqualTo(1);
        assertThat(body.at("/errors/0/code").asText()).isEqualTo("payload_too_large");
    }

    @Test
    void shouldTellWhatWasKeptWhenKafkaFails() throws Exception {
        publisher.endAfter(2, new Publication.Unavailable("gone", Duration.ofSeconds(5)));

        HttpResponse<String> answer = post(LINES, (EVENT + "\n").repeat(10));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.at("/code").asText()).isEqualTo("kafka_unavailable");
        assertThat(body.at("/accepted").asInt()).isEqualTo(2);
        assertThat(body.at("/errors/0/index").asInt()).isEqualTo(2);
        assertThat(body.at("/stopped/index").asInt()).isEqualTo(3);
    }

    @Test
    void shouldTellHowLongToWaitWhenThereWasRoomForAllButTheRest() throws Exception {
        publisher.closeAfter(2);

        HttpResponse<String> answer = post(LINES, (EVENT + "\n").repeat(10));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.at("/code").asText()).isEqualTo("overloaded");
        assertThat(body.at("/accepted").asInt()).isEqualTo(2);
        assertThat(body.at("/refused").asInt()).isZero();
        assertThat(body.at("/stopped/index").asInt()).isEqualTo(2);
    }

    @Test
    void shouldBeContentWhenThereWasRoomForExactlyAll() throws Exception {
        publisher.closeAfter(2);

        HttpResponse<String> answer = post(LINES, (EVENT + "\n").repeat(2));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/accepted").asInt()).isEqualTo(2);
    }

    @Test
    void shouldMakeIdsOfAKeyForEventsThatHaveNone() throws Exception {
        String own = "{\"type\":\"a\",\"value\":1,\"id\":\"mine\"}";

        server.send(
                server.to("/metrics/batch")
                        .header("Content-Type", LINES)
                        .header("Idempotency-Key", "batch-7")
                        .POST(BodyPublishers.ofString(EVENT + "\n" + own + "\n" + EVENT)));
        server.send(
                server.request()
                        .header("Idempotency-Key", "one")
                        .POST(BodyPublishers.ofString(EVENT)));

        assertThat(publisher.published())
                .extracting(published -> published.event().id())
                .containsExactly("batch-7-0", "mine", "batch-7-2", "one");
        assertThat(publisher.published())
                .allMatch(published -> published.origin() == IdOrigin.CLIENT);
    }

    @Test
    void shouldRefuseAKeyThatCannotBeginAnId() throws Exception {
        HttpResponse<String> answer =
                server.send(
                        server.to("/metrics/batch")
                                .header("Content-Type", LINES)
                                .header("Idempotency-Key", "x".repeat(101))
                                .POST(BodyPublishers.ofString(EVENT)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(publisher.published()).isEmpty();
    }

    private HttpResponse<String> post(String type, String body)
            throws IOException, InterruptedException {
        return server.send(
                server.to("/metrics/batch")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> post(String type, String encoding, byte[] body)
            throws IOException, InterruptedException {
        return server.send(
                server.to("/metrics/batch")
                        .header("Content-Type", type)
                        .header("Content-Encoding", encoding)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** The second time, the connection is used again. */
    @Test
    void shouldRefuseABatchThatWouldWaitTooLongForItsTurn() throws Exception {
        publisher.delayBy(Duration.ofSeconds(2));

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer =
                    server.send(
                            server.to("/metrics/batch")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("[" + EVENT + "]")));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.headers().firstValue("Connection").orElse("keep-alive"))
                    .isEqualToIgnoringCase("keep-alive");
            assertThat(answer.body()).contains("\"code\":\"overloaded\"", "2000 ms");
        }
        assertThat(publisher.published()).isEmpty();
    }
}
