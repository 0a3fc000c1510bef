package dev.tidemark.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackClientTest {

    private static final TrackRequest EVENT =
            new TrackRequest(
                    "id-1", "page_view", 2.5, "u1", Map.of("page", "/a \"b\""), 1_764_000_000_000L);
    private static final String BUSY = "{\"code\":\"overloaded\",\"detail\":\"try later\"}";

    private final StubServer server = new StubServer(1);
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldPostOneEventAsJson() {
        assertThat(track(server.url(), null)).isEqualTo(new TrackOutcome.Accepted("m-1"));

        assertThat(server.bodies)
                .containsExactly(
                        "{\"type\":\"page_view\",\"value\":2.5,\"userId\":\"u1\",\"metadata\":"
                                + "{\"page\":\"/a \\\"b\\\"\"},\"timestamp\":1764000000000,"
                                + "\"id\":\"id-1\"}");
        assertThat(server.tenants).containsExactly("null");
    }

    @Test
    void shouldSendTheTenantAndBearASlashAtTheEndOfTheUrl() {
        track(URI.create(server.url() + "/"), "acme");

        assertThat(server.tenants).containsExactly("acme");
    }

    @Test
    void shouldWaitAsAskedAndPostTheSameEventAgain() {
        server.willAnswer(503, BUSY, "Retry-After", "3").willAnswer(429, BUSY);

        assertThat(track(server.url(), null)).isEqualTo(new TrackOutcome.Accepted("m-1"));

        assertThat(pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(1));
        assertThat(server.bodies).hasSize(3);
        assertThat(server.bodies.stream().distinct()).hasSize(1);
    }

    @Test
    void shouldGiveUpAfterItsAttempts() {
        for (int i = 0; i < 5; i++) {
            server.willAnswer(503, BUSY);
        }

        assertThat(track(server.url(), null))
                .isEqualTo(new TrackOutcome.Refused(503, "overloaded", "try later"));
        assertThat(server.bodies).hasSize(4);
    }

    @Test
    void shouldNotWaitLongerThanItsTime() {
        server.willAnswer(503, BUSY, "Retry-After", "3600");

        assertThat(track(server.url(), null)).isInstanceOf(TrackOutcome.Refused.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldNotRepeatWhatARetryDoesNotMend() {
        server.willAnswer(400, "{\"errors\":[{}],\"code\":\"invalid_event\",\"detail\":\"type\"}");

        assertThat(track(server.url(), null))
                .isEqualTo(new TrackOutcome.Refused(400, "invalid_event", "type"));
        assertThat(server.bodies).hasSize(1);
    }

    @Test
    void shouldBearAnswersThatAreNotOurs() {
        server.willAnswer(404, "<html>nothing here</html>").willAnswer(200, "welcome");

        assertThat(track(server.url(), null))
                .isEqualTo(new TrackOutcome.Refused(404, "unknown", ""));
        assertThat(track(server.url(), null)).isInstanceOf(TrackOutcome.Failed.class);
    }

    @Test
    void shouldFailWhenNobodyAnswers() {
        URI url = server.url();
        server.close();

        assertThat(track(url, null)).isInstanceOf(TrackOutcome.Failed.class);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void shouldKeepTheInterruptFlag() {
        Thread.currentThread().interrupt();

        assertThat(track(server.url(), null)).isEqualTo(new TrackOutcome.Failed("interrupted"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private TrackOutcome track(URI url, @Nullable String tenant) {
        TrackClient.Retries retries = new TrackClient.Retries(4, Duration.ofSeconds(60));
        try (TrackClient client = new TrackClient(url, tenant, Secret.NONE, retries, pauses::add)) {
            return client.track(EVENT);
        }
    }
}
