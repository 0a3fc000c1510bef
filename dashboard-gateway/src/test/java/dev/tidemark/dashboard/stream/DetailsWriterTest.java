package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Details.Breakdown;
import dev.tidemark.contract.query.Details.Part;
import dev.tidemark.contract.query.Details.Percentiles;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.Drops;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.Incomplete;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.Answers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link BodyWriter} has written beyond counts and sums. */
final class DetailsWriterTest {

    private static final Extras.By BY_PAGE = new Extras.By("page", 10, Extras.Order.COUNT);
    private static final Extras ALL = new Extras(true, true, Optional.of(BY_PAGE));
    private static final Extras SKETCHES = new Extras(true, true, Optional.empty());
    private static final Extras PARTS = new Extras(false, false, Optional.of(BY_PAGE));

    private static String written(Extras extras, boolean rates, ViewAnswer answer) {
        View view =
                new View(
                        "acme",
                        WindowSize.ONE_MINUTE,
                        Duration.ofMinutes(10),
                        Set.of(),
                        Duration.ofSeconds(1),
                        extras,
                        rates);
        Body body = new Body(view, answer, 2, 120_000, false, OptionalLong.of(0));
        return new String(BodyWriter.write(body), StandardCharsets.UTF_8);
    }

    private static JsonNode read(Extras extras, boolean rates, ViewAnswer answer)
            throws IOException {
        return new JsonMapper().readTree(written(extras, rates, answer));
    }

    private static ViewAnswer with(Details details) {
        return new ViewAnswer(Map.of(), List.of(), "", details);
    }

    private static ViewAnswer brokenDown(String type, String dimension, Part part) {
        Part other = new Part("__other__", 0, 0, null, null, null);
        return with(
                new Details(
                        Map.of(),
                        Map.of(),
                        null,
                        List.of(),
                        List.of(new Breakdown(type, dimension, List.of(part), other))));
    }

    @Test
    void shouldWritePercentilesAndUsersWhereTheyBelong() {
        assertThat(written(SKETCHES, false, Answers.detailedPageViews(3)))
                .startsWith(
                        """
                        {"metrics":{"page_view":{"count":3,"total":3,"min":1,"max":1,"last":1,\
                        "lastUpdate":61000,"p50":1,"p90":1.25,"p95":1.5,"p99":1.75,"users":11}},""")
                .contains(
                        """
                        "timeSeries":[{"type":"page_view","timestamp":60000,"count":3,"sum":3,\
                        "min":1,"max":1,"last":1,\
                        "p50":3,"p90":3.25,"p95":3.5,"p99":3.75,"users":13}],\
                        "rangeMetrics":{"page_view":\
                        {"p50":2,"p90":2.25,"p95":2.5,"p99":2.75,"users":12}},"users":14,\
                        "tenant":"acme",""")
                .contains("\"range\":\"10m\"");
    }

    @Test
    void shouldWriteThePartsOfAWhole() {
        assertThat(written(PARTS, false, Answers.detailedPageViews(3)))
                .contains(
                        """
                        "breakdowns":[{"type":"page_view","dimension":"page","parts":[\
                        {"value":"/home","count":2,"sum":2,"min":1,"max":1,\
                        "p50":4,"p90":4.25,"p95":4.5,"p99":4.75}],\
                        "other":{"value":"__other__","count":1,"sum":1,"min":1,"max":1,\
                        "p50":5,"p90":5.25,"p95":5.5,"p99":5.75}}],"tenant":"acme",""")
                .doesNotContain("rangeMetrics");
    }

    @Test
    void shouldWriteTheMeansOfPartsWithRatesOnly() throws IOException {
        ViewAnswer answer = brokenDown("page_view", "page", new Part("/", 4, 10, 1.0, 4.0, null));

        JsonNode with = read(PARTS, true, answer).at("/breakdowns/0");
        JsonNode without = read(PARTS, false, answer).at("/breakdowns/0");

        assertThat(with.at("/parts/0/mean").asDouble()).isEqualTo(2.5);
        assertThat(with.at("/other/mean").isNull()).isTrue();
        assertThat(without.at("/parts/0").has("mean")).isFalse();
        assertThat(without.at("/other").has("mean")).isFalse();
    }

    @Test
    void shouldWriteNullForWhatNoEventsHave() {
        assertThat(
                        written(
                                PARTS,
                                false,
                                brokenDown("a", "b", new Part("c", 1, 0.5, 0.5, 0.5, null))))
                .contains(
                        "{\"value\":\"c\",\"count\":1,\"sum\":0.5,\"min\":0.5,\"max\":0.5}",
                        "{\"value\":\"__other__\",\"count\":0,\"sum\":0,\"min\":null,\"max\":null}");
    }

    @Test
    void shouldWriteThatNoTypeHasTheDimension() throws IOException {
        ViewAnswer answer = with(new Details(Map.of(), Map.of(), null, List.of(), List.of()));

        JsonNode body = read(PARTS, false, answer);

        assertThat(body.get("breakdowns").isArray()).isTrue();
        assertThat(body.get("breakdowns")).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatIsNotKeptOfAType() throws IOException {
        Percentiles percentiles = new Percentiles(1, 2, 3, 4);
        Details details =
                new Details(
                        Map.of(),
                        Map.of(
                                "timed", new Sketched(percentiles, null),
                                "counted", new Sketched(null, 7L),
                                "plain", Sketched.NOTHING),
                        null,
                        List.of(),
                        List.of());

        JsonNode body = read(SKETCHES, false, with(details));

        assertThat(body.at("/rangeMetrics/timed").toString())
                .isEqualTo("{\"p50\":1,\"p90\":2,\"p95\":3,\"p99\":4}");
        assertThat(body.at("/rangeMetrics/counted").toString()).isEqualTo("{\"users\":7}");
        assertThat(body.at("/rangeMetrics/plain").toString()).isEqualTo("{}");
        assertThat(body.has("users")).isFalse();
    }

    @Test
    void shouldWriteTheSameAsWithoutExtrasWhenTheAnswerHasNone() {
        assertThat(written(ALL, false, Answers.pageViews(3)))
                .isEqualTo(written(Extras.NONE, false, Answers.pageViews(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"},\"stale\":true,{\"",
                "back\\slash\\",
                "line\nbreak\r\n\nevent: init\ndata: {}",
                "\u0000\u0007\u001b[2J\u007f",
                "</script><img src=x onerror=alert(1)>",
                "__proto__",
                "\u2028\u2029\u202e\ufeff",
                "\ud83d\ude80 \u00fc \u4e2d",
                "",
            })
    void shouldEscapeTextThatComesFromOutside(String hostile) throws IOException {
        ViewAnswer answer = brokenDown(hostile, hostile, new Part(hostile, 1, 1, 1.0, 1.0, null));

        String written = written(PARTS, false, answer);

        JsonNode breakdown = new JsonMapper().readTree(written).at("/breakdowns/0");
        assertThat(written).doesNotContain("\n", "\r", "\u0000", "\u001b");
        assertThat(breakdown.get("type").asText()).isEqualTo(hostile);
        assertThat(breakdown.get("dimension").asText()).isEqualTo(hostile);
        assertThat(breakdown.at("/parts/0/value").asText()).isEqualTo(hostile);
        assertThat(breakdown.at("/other/value").asText()).isEqualTo("__other__");
    }

    @Test
    void shouldWriteNumbersThatJsonHasNoWordFor() throws IOException {
        Part part =
                new Part(
                        "a",
                        1,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        new Percentiles(1_703_663_643, Double.NaN, -0.0, 0.1));

        JsonNode written =
                read(PARTS, true, brokenDown("t", "d", part)).at("/breakdowns/0/parts/0");

        assertThat(written.toString())
                .isEqualTo(
                        "{\"value\":\"a\",\"count\":1,\"sum\":1.7976931348623157E308,"
                                + "\"min\":-1.7976931348623157E308,\"max\":null,"
                                + "\"mean\":1.7976931348623157E308,"
                                + "\"p50\":1703663643,\"p90\":null,\"p95\":0,\"p99\":0.1}");
    }

    @Test
    void shouldTellWhyNumbersMayBeIncomplete() throws IOException {
        Extras asked = new Extras(false, false, true, Optional.empty());
        Incomplete incomplete =
                new Incomplete(
                        Map.of(
                                "late_5m", new Drops.Dropped(7, 61_000),
                                "duplicate", new Drops.Dropped(2, 62_000),
                                "over_bound", new Drops.Dropped(3, 63_000)),
                        Map.of("page_view:page", 3L),
                        true);
        Details details = new Details(Map.of(), Map.of(), null, List.of(), List.of(), incomplete);

        assertThat(read(asked, false, with(details)).at("/incomplete").toString())
                .isEqualTo(
                        "{\"late\":{\"5m\":{\"count\":7,\"lastMs\":61000}},"
                                + "\"duplicates\":{\"count\":2,\"lastMs\":62000},"
                                + "\"otherParts\":{\"page_view:page\":3},\"restoring\":true}");
    }
}
