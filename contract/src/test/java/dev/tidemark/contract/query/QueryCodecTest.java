package dev.tidemark.contract.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.WindowSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
    void shouldRefuseAnAnswerWithAPartMissing() {
        byte[] body = "{\"counters\":{},\"windows\":[]}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> QueryCodec.decode(body, ViewAnswer.class))
                .isInstanceOf(IOException.class);
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
    void shouldFindAFailureByItsCode() {
        assertThat(QueryFailure.ofCode("not_owner")).contains(QueryFailure.NOT_OWNER);
        assertThat(QueryFailure.ofCode("whatever")).isEmpty();
    }
}
