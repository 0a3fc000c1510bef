package dev.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRoutingTest {

    private static final String EVENT = "{\"type\":\"page_view\",\"value\":1}";

    private final FakePublisher publisher = new FakePublisher();
    private final TrackServer server =
            new TrackServer(publisher, TrackServer.TEN_EVENTS_PER_SECOND);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldTellATenantThatIsTooFastHowLongToWait() throws Exception {
        assertThat(batch("acme", 40).statusCode()).isEqualTo(200);

        HttpResponse<String> answer = track("acme");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("\"code\":\"rate_limited\"");
        // 30 over, at 10 a second.
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(2L, 4L);
        assertThat(batch("acme", 1).statusCode()).isEqualTo(429);
        assertThat(track("globex").statusCode()).isEqualTo(200);
        assertThat(publisher.published()).hasSize(41);
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics/track, application/json, identity",
        "/metrics/batch, application/json, identity",
        "/metrics/batch, application/x-ndjson, identity"
    })
    void shouldEndABodyThatDrips(String path, String type, String encoding) throws Exception {
        String head =
                String.join(
                        "\r\n",
                        "POST " + path + " HTTP/1.1",
                        "Host: x",
                        "Content-Type: " + type,
                        "Content-Encoding: " + encoding,
                        "Content-Length: 100000",
                        "",
                        "");

        assertThat(server.drip(head, '[', Duration.ofMillis(50)))
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("connection: close")
                .contains("\"code\":\"request_timeout\"", "did not come within 1.0 s");
    }

    private HttpResponse<String> track(String tenant) throws IOException, InterruptedException {
        return server.send(
                server.request()
                        .header("X-Tenant-Id", tenant)
                        .POST(BodyPublishers.ofString(EVENT)));
    }

    private HttpResponse<String> batch(String tenant, int events)
            throws IOException, InterruptedException {
        return server.send(
                server.to("/metrics/batch")
                        .header("Content-Type", "application/x-ndjson")
                        .header("X-Tenant-Id", tenant)
                        .POST(BodyPublishers.ofString((EVENT + "\n").repeat(events))));
    }
}
