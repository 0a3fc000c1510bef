package dev.tidemark.contract.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.Details.Breakdown;
import dev.tidemark.contract.query.Details.OfWindow;
import dev.tidemark.contract.query.Details.Part;
import dev.tidemark.contract.query.Details.Percentiles;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.Extras.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCodecTest {

    @Test
    void shouldReadBackAnOwner() throws IOException {
        Owner owner = new Owner(3, "a:1", List.of("b:2", "c:3"));

        assertThat(QueryCodec.decode(QueryCodec.encode(owner), Owner.class)).isEqualTo(owner);
    }

    @Test
    void shouldReadBackAnAnswer() throws IOException {
        Rollup rollup = new Rollup(2, 1703663643.25, -1, 5e300, 0.1, 1_764_000_000_000L);
        ViewAnswer answer =
                new ViewAnswer(
                        Map.of("page_view", rollup),
                        List.of(new ViewAnswer.WindowRollup("page_view", 60_000, rollup)),
                        "3:42");

        assertThat(QueryCodec.decode(QueryCodec.encode(answer), ViewAnswer.class))
                .isEqualTo(answer);
    }

    @Test
    void shouldReadBackDetails() throws IOException {
        Percentiles percentiles = new Percentiles(0.1, 2, 5e300, 1703663643.25);
        Sketched both = new Sketched(percentiles, 3L);
        Part part = new Part("\"\\\n\u0000\u2028\ud83d\ude80", 2, 3.5, -1.0, 4.5, percentiles);
        Part other = new Part("__other__", 0, 0, null, null, null);
        Details details =
                new Details(
                        Map.of("page_view", both, "error", Sketched.NOTHING),
                        Map.of("page_view", new Sketched(null, 0L)),
                        3L,
                        List.of(new OfWindow("page_view", 60_000, both)),
                        List.of(new Breakdown("page_view", "page", List.of(part), other)));
        ViewAnswer answer = new ViewAnswer(Map.of(), List.of(), "3:42", details);

        assertThat(QueryCodec.decode(QueryCodec.encode(answer), ViewAnswer.class))
                .isEqualTo(answer);
    }

    @Test
    void shouldReadAnAnswerOfAnAggregatorThatKnowsNoDetails() throws IOException {
        String body = "{\"counters\":{},\"windows\":[],\"position\":\"3:42\"}";

        assertThat(decode(body)).isEqualTo(new ViewAnswer(Map.of(), List.of(), "3:42"));
        assertThat(decode(body).details()).isNull();
    }

    @Test
    void shouldReadAnAnswerOfAnAggregatorThatKnowsMore() throws IOException {
        String body =
                "{\"counters\":{},\"windows\":[],\"position\":\"3:42\",\"details\":null,\"new\":1}";

        assertThat(decode(body)).isEqualTo(new ViewAnswer(Map.of(), List.of(), "3:42"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"counters\":{},\"windows\":[]}",
                "{\"counters\":{},\"position\":\"3:42\",\"details\":null}",
                "{\"counters\":{\"a\":{\"sum\":1}},\"windows\":[],\"position\":\"3:42\"}",
                "{\"counters\":{},\"windows\":[],\"position\":\"3:42\",\"details\":{}}",
            })
    void shouldRefuseAnAnswerWithAPartMissing(String body) {
        assertThatThrownBy(() -> decode(body)).isInstanceOf(IOException.class);
    }

    private static ViewAnswer decode(String body) throws IOException {
        return QueryCodec.decode(body.getBytes(StandardCharsets.UTF_8), ViewAnswer.class);
    }

    @Test
    void shouldEscapeWhatStandsInARequest() {
        ViewQuery query =
                new ViewQuery("a&b", WindowSize.ONE_MINUTE, 60_000, 120_000, Set.of("b", "a"));

        assertThat(query.toRequestTarget())
                .isEqualTo(
                        "/query/v1/view?tenant=a%26b&window=1m&from=60000&to=120000&types=a%2Cb");
    }

    @Test
    void shouldAskForExtrasInARequest() {
        Extras extras =
                new Extras(true, true, Optional.of(new Extras.By("a&b=\u00fc", 7, Order.P95)));
        ViewQuery query = new ViewQuery("acme", WindowSize.ONE_MINUTE, 0, 60_000, Set.of(), extras);

        assertThat(query.toRequestTarget())
                .isEqualTo(
                        "/query/v1/view?tenant=acme&window=1m&from=0&to=60000&percentiles=true"
                                + "&users=true&breakdown=a%26b%3D%C3%BC&top=7&order=P95");
    }

    @Test
    void shouldAskForAPartWhereAnOlderAggregatorDoesNotAnswer() {
        ViewQuery query =
                new ViewQuery(
                        "acme",
                        WindowSize.ONE_MINUTE,
                        0,
                        60_000,
                        Set.of(),
                        new Extras(
                                false,
                                false,
                                true,
                                Optional.of(new Extras.By(List.of(), 7, Order.COUNT))),
                        Optional.of(new SeriesKey.Part("page", "/a&b")));

        assertThat(query.toRequestTarget())
                .isEqualTo(
                        "/query/v2/view?tenant=acme&window=1m&from=0&to=60000&incomplete=true"
                                + "&dimension=page&value=%2Fa%26b&breakdown=*&top=7&order=COUNT");
    }

    @Test
    void shouldReadBackWhyNumbersAreIncomplete() throws IOException {
        Incomplete incomplete =
                new Incomplete(
                        Map.of("late_1m", new Drops.Dropped(7, 61_000)),
                        Map.of("page_view:page", 3L),
                        true);
        ViewAnswer answer =
                new ViewAnswer(
                        Map.of(),
                        List.of(),
                        "0:1",
                        new Details(Map.of(), Map.of(), null, List.of(), List.of(), incomplete));

        assertThat(QueryCodec.decode(QueryCodec.encode(answer), ViewAnswer.class))
                .isEqualTo(answer);
    }

    @Test
    void shouldFindAFailureByItsCode() {
        assertThat(QueryFailure.ofCode("not_owner")).contains(QueryFailure.NOT_OWNER);
        assertThat(QueryFailure.ofCode("whatever")).isEmpty();
    }
}
