package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.query.QueryFailure;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class SeriesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MINUTE = 60_000;

    private final FakeAggregator aggregator = FakeAggregator.start();
    private final RunningGateway gateway = new RunningGateway(aggregator, RunningGateway.quiet());
    private final long endMs = System.currentTimeMillis() / MINUTE * MINUTE;

    @AfterEach
    void close() {
        gateway.close();
        aggregator.close();
    }

    private JsonNode series(String query) throws IOException, InterruptedException {
        HttpResponse<String> response = gateway.get("/api/series?" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private String lastHours(long hours) {
        return "from=%d&to=%d".formatted(endMs - hours * 60 * MINUTE, endMs);
    }

    @Test
    void shouldTellWindowsOldestFirstAndTheirSum() throws IOException, InterruptedException {
        aggregator.answers(Answers.twoTypes());

        JsonNode page = series("tenant=acme&" + lastHours(1));

        assertThat(page.at("/tenant").asText()).isEqualTo("acme");
        assertThat(page.at("/windowMs").asLong()).isEqualTo(MINUTE);
        assertThat(page.at("/to").asLong()).isEqualTo(endMs);
        assertThat(page.at("/timeSeries"))
                .extracting(row -> row.at("/type").asText() + "@" + row.at("/timestamp").asLong())
                .containsExactly("error@60000", "page_view@60000", "error@120000");
        assertThat(page.at("/timeSeries/0").has("partial")).isFalse();
        assertThat(page.at("/rangeMetrics/error/count").asLong()).isEqualTo(3);
        assertThat(page.at("/rangeMetrics/error/sum").asLong()).isEqualTo(30);
        assertThat(page.at("/next").isNull()).isTrue();
        assertThat(page.at("/stale").asBoolean()).isFalse();
    }

    @Test
    void shouldTellWhatSketchesTell() throws IOException, InterruptedException {
        aggregator.answers(Answers.detailedPageViews(3));

        JsonNode page = series("include=percentiles,users&" + lastHours(1));

        assertThat(aggregator.lastTarget()).endsWith("&percentiles=true&users=true");
        assertThat(page.at("/timeSeries/0/p50").asDouble()).isEqualTo(3);
        assertThat(page.at("/timeSeries/0/users").asLong()).isEqualTo(13);
        assertThat(page.at("/rangeMetrics/page_view/p99").asDouble()).isEqualTo(2.75);
        assertThat(page.at("/users").asLong()).isEqualTo(14);
    }

    @Test
    void shouldReadEachWindowOnceHoweverItIsPaged() throws IOException, InterruptedException {
        String query = lastHours(3) + "&limit=100";
        JsonNode first = series(query);
        assertAsked(endMs - 180 * MINUTE, endMs - 81 * MINUTE);
        assertThat(first.at("/to").asLong()).isEqualTo(endMs - 80 * MINUTE);

        JsonNode second = series("limit=100&cursor=" + first.at("/next").asText());

        assertAsked(endMs - 80 * MINUTE, endMs - MINUTE);
        assertThat(second.at("/from")).isEqualTo(first.at("/to"));
        assertThat(second.at("/to").asLong()).isEqualTo(endMs);
        assertThat(second.at("/next").isNull()).isTrue();
    }

    private void assertAsked(long firstMs, long lastMs) {
        assertThat(aggregator.lastTarget())
                .endsWith("&window=1m&from=%d&to=%d".formatted(firstMs, lastMs));
    }

    @Test
    void shouldTellThatAWindowIsNotOver() throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViewsAt(System.currentTimeMillis()));

        JsonNode page = series("range=10m");

        assertThat(page.at("/timeSeries/0/partial").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=2501, limit",
        "limit=x, limit",
        "cursor=x, cursor",
        "cursor=60001-120000, cursor",
        "cursor=120000-60000, cursor",
        "include=rates, include",
        "from=x, from",
        "window=7m, window",
    })
    void shouldNameTheParameterThatBreaksItsRule(String query, String parameter)
            throws IOException, InterruptedException {
        HttpResponse<String> refused = gateway.get("/api/series?" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"code\":\"invalid_parameter\"", "{\"field\":\"" + parameter + "\"");
    }

    @Test
    void shouldSayWhenToAskAgain() throws IOException, InterruptedException {
        aggregator.fails(QueryFailure.NOT_READY);

        HttpResponse<String> refused = gateway.get("/api/series");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void shouldBeReadOnly() throws IOException, InterruptedException {
        HttpResponse<String> refused =
                gateway.send(
                        gateway.to("/api/series").POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void shouldTellASnapshotOfFixedTimes() throws IOException, InterruptedException {
        JsonNode snapshot =
                JSON.readTree(gateway.get("/dashboard/snapshot?" + lastHours(2)).body());

        assertAsked(endMs - 120 * MINUTE, endMs - MINUTE);
        assertThat(snapshot.at("/rangeMs").asLong()).isEqualTo(120 * MINUTE);
        assertThat(snapshot.at("/from").asLong()).isEqualTo(endMs - 120 * MINUTE);
        assertThat(snapshot.at("/to").asLong()).isEqualTo(endMs);
    }
}
