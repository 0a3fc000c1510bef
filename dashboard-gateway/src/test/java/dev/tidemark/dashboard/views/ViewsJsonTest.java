package dev.tidemark.dashboard.views;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

final class ViewsJsonTest {

    private static Problem problem(String body) {
        return catchThrowableOfType(
                        ProblemException.class, () -> ViewsJson.parse(body.getBytes(UTF_8)))
                .problem();
    }

    @Property
    void shouldReadBackWhatItStores(
            @ForAll @LongRange(min = 1) long revision,
            @ForAll @Size(max = 20) @UniqueElements
                    List<@AlphaChars @StringLength(min = 1, max = 64) String> ids)
            throws IOException {
        List<SavedView> views =
                ids.stream()
                        .map(id -> new SavedView(id, "\"<" + id, "?a=" + id, id.equals(ids.get(0))))
                        .toList();

        Stored stored = ViewsJson.stored(revision, views);

        assertThat(ViewsJson.fromRecord(stored.json()).revision()).isEqualTo(revision);
        assertThat(ViewsJson.parse(stored.json())).isEqualTo(views);
    }

    @Test
    void shouldNameEachFieldThatBreaksItsRule() {
        Problem problem =
                problem(
                        "{\"views\":[{\"id\":\"\",\"name\":\"a\\u0000\",\"search\":1,\"start\":1},"
                                + "{\"id\":\"b\",\"name\":\""
                                + "n".repeat(81)
                                + "\",\"search\":\""
                                + "s".repeat(2_001)
                                + "\"}]}");

        assertThat(problem.code()).isEqualTo("invalid_views");
        assertThat(problem.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly(
                        "views[0].start",
                        "views[0].id",
                        "views[0].name",
                        "views[0].search",
                        "views[1].name",
                        "views[1].search");
    }

    @Test
    void shouldHaveEachIdOnceAndOneStart() {
        String one = "{\"id\":\"a\",\"name\":\"a\",\"search\":\"\",\"start\":true}";

        assertThat(problem("{\"views\":[" + one + "," + one + "]}").errors()).hasSize(2);
    }

    @Test
    void shouldRefuseWhatIsNoList() {
        assertThat(problem("{\"views\":").code()).isEqualTo("invalid_json");
        assertThat(problem("{}").detail()).isEqualTo("views: must be an array of at most 100");
        assertThat(problem("").status()).isEqualTo(400);
        String tooMany =
                String.join(",", IntStream.range(0, 101).mapToObj(Integer::toString).toList());
        assertThat(problem("{\"views\":[" + tooMany + "]}").errors()).hasSize(1);
    }

    @Test
    void shouldNotTakeAnotherRecordForAList() {
        assertThatThrownBy(() -> ViewsJson.fromRecord("{}".getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
    }
}
