package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import dev.tidemark.dashboard.Answers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class BodyWriterTest {

    private static final View VIEW = Views.ACME;

    private static final View WITH_RATES =
            new View(
                    VIEW.tenant(),
                    VIEW.window(),
                    VIEW.range(),
                    VIEW.types(),
                    VIEW.interval(),
                    Extras.NONE,
                    true);

    private static Body body(ViewAnswer answer) {
        return new Body(VIEW, answer, 2, 70_000, false, OptionalLong.of(0));
    }

    private static String written(Body body) {
        return new String(BodyWriter.write(body), StandardCharsets.UTF_8);
    }

    private static JsonNode read(Body body) throws IOException {
        return new JsonMapper().readTree(BodyWriter.write(body));
    }

    /** The one window of 30 page views that starts at 60 s, as told when this much was read. */
    private static JsonNode window(View view, long timestampMs, long lagMs) throws IOException {
        Body body =
                new Body(
                        view,
                        Answers.pageViews(30),
                        2,
                        timestampMs,
                        lagMs > 0,
                        OptionalLong.of(lagMs));
        return read(body).get("timeSeries").get(0);
    }

    private static String total(double value) {
        Rollup rollup = new Rollup(1, value, 0, 0, 0, 0);
        String text = written(body(new ViewAnswer(Map.of("t", rollup), List.of(), "")));
        return text.replaceAll("(?s)^.*?\"total\":([^,]*),.*$", "$1");
    }

    @Test
    void shouldWriteTheFieldsThatClientsOfTheExampleRead() {
        assertThat(written(body(Answers.pageViews(3))))
                .isEqualTo(
                        """
                        {"metrics":{"page_view":{"count":3,"total":3,"min":1,"max":1,"last":1,\
                        "lastUpdate":61000}},"connectedClients":2,\
                        "stats":{"metrics":{"page_view":{"count":3,"total":3,"min":1,"max":1,\
                        "last":1,"lastUpdate":61000}},"connectedClients":2},\
                        "timeSeries":[{"type":"page_view","timestamp":60000,"count":3,"sum":3,\
                        "min":1,"max":1,"last":1,"partial":true}],\
                        "tenant":"acme","window":"1m","windowMs":60000,"range":"10m",\
                        "rangeMs":600000,"timestamp":70000,"position":"0:3","stale":false,\
                        "lagMs":0,"freshness":null}""");
    }

    @Test
    void shouldPutTheNewestWindowFirstAndTypesInOrder() throws IOException {
        Rollup one = Rollup.of(1, 0);
        ViewAnswer answer =
                new ViewAnswer(
                        Map.of(),
                        List.of(
                                new WindowRollup("a", 0, one),
                                new WindowRollup("a", 60_000, one),
                                new WindowRollup("b", 0, one),
                                new WindowRollup("b", 60_000, one)),
                        "");

        JsonNode series = read(body(answer)).get("timeSeries");

        assertThat(series)
                .extracting(point -> point.get("type").asText() + point.get("timestamp").asLong())
                .containsExactly("a60000", "b60000", "a0", "b0");
    }

    @Test
    void shouldWriteWholeNumbersAsPeopleReadThem() {
        assertThat(total(1_703_663_643)).isEqualTo("1703663643");
        assertThat(total(9_007_199_254_740_991.0)).isEqualTo("9007199254740991");
        assertThat(total(-12)).isEqualTo("-12");
        assertThat(total(-0.0)).isEqualTo("0");
    }

    @Test
    void shouldWriteOtherNumbersAsTheShortestDouble() {
        assertThat(total(0.1)).isEqualTo("0.1");
        assertThat(total(1e300)).isEqualTo("1.0E300");
        assertThat(total(Double.POSITIVE_INFINITY)).isEqualTo("null");
    }

    @Test
    void shouldSayThatNothingWasEverRead() throws IOException {
        JsonNode json = read(new Body(VIEW, Answers.EMPTY, 1, 70_000, true, OptionalLong.empty()));

        assertThat(json.get("stale").asBoolean()).isTrue();
        assertThat(json.get("lagMs").isNull()).isTrue();
        assertThat(json.get("metrics")).isEmpty();
    }

    @Test
    void shouldMarkTheWindowThatIsNotOver() throws IOException {
        assertThat(window(VIEW, 119_999, 0).get("partial").asBoolean()).isTrue();
        assertThat(window(VIEW, 120_000, 0).has("partial")).isFalse();
    }

    @Test
    void shouldNotTakeAWindowForWholeThatWasReadBeforeItsEnd() throws IOException {
        assertThat(window(VIEW, 150_000, 31_000).get("partial").asBoolean()).isTrue();
        assertThat(window(VIEW, 151_000, 31_000).has("partial")).isFalse();
    }

    @Test
    void shouldWriteTheRateOfAWindowThatIsOver() throws IOException {
        JsonNode window = window(WITH_RATES, 120_000, 0);

        assertThat(window.get("rate").asDouble()).isEqualTo(0.5);
        assertThat(window.get("mean").asDouble()).isEqualTo(1);
    }

    @Test
    void shouldWriteTheRateInTheElapsedPartOfAWindow() throws IOException {
        assertThat(window(WITH_RATES, 80_000, 0).get("rate").asDouble()).isEqualTo(1.5);
        assertThat(window(WITH_RATES, 90_000, 10_000).get("rate").asDouble()).isEqualTo(1.5);
    }

    @Test
    void shouldNotMakeAPeakOfTheFirstMomentOfAWindow() throws IOException {
        assertThat(window(WITH_RATES, 60_000, 0).get("rate").asDouble()).isEqualTo(30);
        assertThat(window(WITH_RATES, 60_001, 0).get("rate").asDouble()).isEqualTo(30);
        assertThat(window(WITH_RATES, 59_000, 0).get("rate").asDouble()).isEqualTo(30);
    }

    @Test
    void shouldWriteTheMeanOfEachCounter() throws IOException {
        Rollup rollup = new Rollup(4, 10, 1, 4, 4, 0);
        ViewAnswer answer =
                new ViewAnswer(Map.of("some", rollup, "none", Rollup.EMPTY), List.of(), "");

        JsonNode body = read(new Body(WITH_RATES, answer, 2, 70_000, false, OptionalLong.of(0)));

        assertThat(body.at("/metrics/some/mean").asDouble()).isEqualTo(2.5);
        assertThat(body.at("/stats/metrics/some/mean").asDouble()).isEqualTo(2.5);
        assertThat(body.at("/metrics/none/mean").isNull()).isTrue();
    }
}
