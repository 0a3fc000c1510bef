package dev.tidemark.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.Publication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackRoutingTest {

    private static final String EVENT = "{\"type\":\"page_view\",\"value\":1}";

    private final FakePublisher publisher = new FakePublisher();
    private final TrackServer server = new TrackServer(publisher);

    @AfterEach
    void stop() {
        server.close();
    }

    private static BodyPublisher text(String body) {
        return BodyPublishers.ofString(body);
    }

    private static BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void shouldAnswerLikeTheOriginalOnceItIsPublished() throws Exception {
        HttpResponse<String> answer = server.post(text(EVENT));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .matches("\\{\"success\":true,\"metricId\":\"page_view-1764000000000-[0-9a-z]+\"}");
        assertThat(publisher.published())
                .singleElement()
                .satisfies(
                        published -> {
                            assertThat(published.origin()).isEqualTo(IdOrigin.GATEWAY);
                            assertThat(answer.body()).contains(published.event().id());
                        });
        assertThat(server.counted("refused")).isZero();
    }

    @Test
    void shouldPublishWhatWasSentUnderTheClientsId() throws Exception {
        String body =
                "{\"type\":\"a\",\"value\":2.5,\"userId\":\"u\",\"id\":\"my/id\","
                        + "\"metadata\":{\"page\":\"/\"},\"timestamp\":1763999999000}";

        HttpResponse<String> answer = server.post(text(body));

        assertThat(answer.body()).isEqualTo("{\"success\":true,\"metricId\":\"my/id\"}");
        assertThat(publisher.published())
                .containsExactly(
                        new FakePublisher.Published(
                                new MetricEvent(
                                        "default",
                                        "my/id",
                                        "a",
                                        2.5,
                                        "u",
                                        Map.of("page", "/"),
                                        1_763_999_999_000L,
                                        TrackServer.NOW),
                                IdOrigin.CLIENT));
    }

    @Test
    void shouldListIgnoredFieldsLast() throws Exception {
        HttpResponse<String> answer =
                server.post(text("{\"type\":\"a\",\"value\":1,\"id\":\"i\",\"userID\":\"u\"}"));

        assertThat(answer.body())
                .isEqualTo("{\"success\":true,\"metricId\":\"i\",\"ignored\":[\"userID\"]}");
    }

    @Test
    void shouldTakeTheTenantFromItsHeader() throws Exception {
        server.send(server.request().header("X-Tenant-Id", "Acme-1").POST(text(EVENT)));

        assertThat(publisher.published())
                .singleElement()
                .extracting(p -> p.event().tenant())
                .isEqualTo("Acme-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-a", "a/b", "\u00e9", "a,b"})
    void shouldRefuseATenantTogetherWithWrongFields(String tenant) throws Exception {
        HttpResponse<String> answer =
                server.send(
                        server.request()
                                .header("X-Tenant-Id", tenant)
                                .POST(text("{\"type\":\"a\",\"value\":\"1\"}")));

        assertProblem(answer, 400, "invalid_event");
        assertThat(answer.body())
                .contains("{\"field\":\"X-Tenant-Id\",\"rule\":\"must match ")
                .contains("{\"field\":\"value\",\"rule\":\"must be a finite number\"}");
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void shouldRefuseTwoTenants() throws Exception {
        HttpResponse<String> answer =
                server.send(
                        server.request()
                                .header("X-Tenant-Id", "a")
                                .header("X-Tenant-Id", "b")
                                .POST(text(EVENT)));

        assertProblem(answer, 400, "invalid_event");
    }

    @Test
    void shouldRefuseWhatTheParserRefuses() throws Exception {
        assertProblem(server.post(text("{\"type\":\"a\"")), 400, "invalid_json");
        assertProblem(server.post(BodyPublishers.noBody()), 400, "invalid_json");
        assertProblem(server.post(text("{}")), 400, "invalid_event");
        assertThat(publisher.published()).isEmpty();
        assertThat(server.counted("refused")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON;charset=\"",
                "application/json ;q=1;;"
            })
    void shouldTakeJsonWithParameters(String contentType) throws Exception {
        assertThat(
                        server.send(
                                        server.request()
                                                .setHeader("Content-Type", contentType)
                                                .POST(text(EVENT)))
                                .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "json",
                "text/plain",
                "application/jsonp",
                "application/x-ndjson",
                "*/*"
            })
    void shouldRefuseOtherMediaTypes(String contentType) throws Exception {
        HttpResponse<String> answer =
                server.send(
                        server.request().setHeader("Content-Type", contentType).POST(text(EVENT)));

        assertProblem(answer, 415, "unsupported_media_type");
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void shouldRefuseAMissingMediaType() throws Exception {
        String answer = server.raw("Connection: close", "Content-Length: 30", "", EVENT);

        assertThat(answer).startsWith("HTTP/1.1 415 ");
    }

    @Test
    void shouldTakeABodyOfTheLargestSize() throws Exception {
        String body = EVENT + " ".repeat(RequestBody.MAX_BYTES - EVENT.length());

        assertThat(server.post(text(body)).statusCode()).isEqualTo(200);
        assertThat(server.post(chunked(body)).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseOneByteMoreHoweverItIsSent() throws Exception {
        String body = EVENT + " ".repeat(RequestBody.MAX_BYTES + 1 - EVENT.length());

        assertProblem(server.post(text(body)), 413, "payload_too_large");
        assertProblem(server.post(chunked(body)), 413, "payload_too_large");
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void shouldRefuseALargeBodyBeforeItComes() throws IOException {
        String answer =
                server.raw("Content-Type: application/json", "Content-Length: 9000000000", "", "{");

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains("Connection: close", "payload_too_large")
                .containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void shouldNotTakeTheRestOfALargeBodyForARequest() throws IOException {
        String smuggled =
                "POST /metrics/track HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 30\r\n\r\n"
                        + EVENT;

        String answer =
                server.raw(
                        "Content-Type: application/json", "Content-Length: 2000000", "", smuggled);

        assertThat(answer).startsWith("HTTP/1.1 413 ").containsOnlyOnce("HTTP/1.1 ");
        assertThat(publisher.published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: abc\r\n\r\n{}",
                "Content-Length: -1\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1e\r\n" + EVENT,
                "Content-Length: 31\r\n\r\n" + EVENT,
                "Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n" + EVENT,
                "Content-Encoding: nonsense\r\nContent-Length: 30\r\n\r\n" + EVENT,
            })
    void shouldRefuseBrokenFramesAndEncodings(String rest) throws IOException {
        String answer = server.raw("Connection: close", "Content-Type: application/json", rest);

        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
        assertThat(publisher.published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void shouldNameTheOneMethod(String method) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request().method(method, BodyPublishers.noBody()));

        assertProblem(answer, 405, "method_not_allowed");
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void shouldRefuseHeadWithoutABody() throws Exception {
        HttpResponse<String> answer = server.send(server.request().HEAD());

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"OVERLOADED,overloaded,1", "UNAVAILABLE,kafka_unavailable,5"})
    void shouldSayWhenToTryAgain(String kind, String code, String seconds) throws Exception {
        Duration retryAfter = Duration.ofSeconds(Long.parseLong(seconds));
        publisher.endWith(
                kind.equals("OVERLOADED")
                        ? new Publication.Overloaded(retryAfter)
                        : new Publication.Unavailable("secret reason", retryAfter));

        HttpResponse<String> answer = server.post(text(EVENT));

        assertProblem(answer, 503, code);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue(seconds);
        assertThat(answer.body()).doesNotContain("secret reason");
        assertThat(server.counted("refused")).isZero();
    }

    @Test
    void shouldRefuseWhatIsTooLargeForKafka() throws Exception {
        publisher.endWith(new Publication.TooLarge());

        assertProblem(server.post(text(EVENT)), 413, "payload_too_large");
        assertThat(server.counted("refused")).isEqualTo(1);
    }
}
