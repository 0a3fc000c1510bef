package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.Extras.By;
import dev.tidemark.contract.query.Extras.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtrasParametersTest {

    private static final String DIMENSION_RULE =
            "breakdown: must have 1 to 256 characters, none of them a control character";

    private final List<FieldError> errors = new ArrayList<>();

    private ExtrasParameters parse(Map<String, String> parameters) {
        return ExtrasParameters.parse(Views.parameters(parameters), errors);
    }

    private List<String> broken(Map<String, String> parameters) {
        parse(parameters);
        return errors.stream().map(FieldError::toString).toList();
    }

    private Optional<By> breakdown(Map<String, String> parameters) {
        Optional<By> breakdown = parse(parameters).extras().breakdown();
        assertThat(errors).isEmpty();
        return breakdown;
    }

    @Test
    void shouldAskForNothingUnlessToldTo() {
        assertThat(parse(Map.of())).isEqualTo(new ExtrasParameters(Extras.NONE, false));
        assertThat(parse(Map.of("include", "", "top", "", "order", "")))
                .isEqualTo(new ExtrasParameters(Extras.NONE, false));
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "percentiles, true, false, false",
        "users, false, true, false",
        "rates, false, false, true",
        "' rates ,users,,percentiles,users', true, true, true",
    })
    void shouldIncludeWhatIsNamed(
            String include, boolean percentiles, boolean users, boolean rates) {
        assertThat(parse(Map.of("include", include)))
                .isEqualTo(
                        new ExtrasParameters(
                                new Extras(percentiles, users, Optional.empty()), rates));
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"medians", "Users", "users;rates", "users,p95"})
    void shouldNameTheWordsThatCanBeIncluded(String include) {
        assertThat(broken(Map.of("include", include)))
                .containsExactly(
                        "include: each must be one of percentiles, users, rates, incomplete");
    }

    @Test
    void shouldTellTheTenMostFrequentPartsUnlessToldOtherwise() {
        assertThat(breakdown(Map.of("breakdown", "page")))
                .contains(new By("page", 10, Order.COUNT));
    }

    @ParameterizedTest
    @CsvSource({"1, count, COUNT", "1000, sum, SUM", "7, p95, P95"})
    void shouldReadHowManyPartsInWhichOrder(String top, String order, Order read) {
        assertThat(breakdown(Map.of("breakdown", "page", "top", top, "order", order)))
                .contains(new By("page", Integer.parseInt(top), read));
    }

    @Test
    void shouldTakeAnyNameOfAFieldAsItIs() {
        String longest = "\ud83d\ude80".repeat(256);

        assertThat(
                        breakdown(Map.of("breakdown", " <b>\"&%\u2028"))
                                .orElseThrow()
                                .dimensions()
                                .getFirst())
                .isEqualTo(" <b>\"&%\u2028");
        assertThat(breakdown(Map.of("breakdown", longest)).orElseThrow().dimensions().getFirst())
                .isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000", "\u0085"})
    void shouldRefuseWhatIsNoNameOfAField(String dimension) {
        assertThat(broken(Map.of("breakdown", dimension))).containsExactly(DIMENSION_RULE);
    }

    @Test
    void shouldRefuseANameThatIsTooLong() {
        assertThat(broken(Map.of("breakdown", "a".repeat(257)))).containsExactly(DIMENSION_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "ten", "1.5", "99999999999"})
    void shouldRefuseATopThatIsNoneOrTooMany(String top) {
        assertThat(broken(Map.of("breakdown", "page", "top", top)))
                .containsExactly("top: must be a whole number from 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "COUNT", "p99"})
    void shouldNameTheOrders(String order) {
        assertThat(broken(Map.of("breakdown", "page", "order", order)))
                .containsExactly("order: must be one of count, sum, p95");
    }

    @Test
    void shouldRefuseToRankTheWhole() {
        assertThat(broken(Map.of("top", "5", "order", "sum")))
                .containsExactly(
                        "top: must stand beside a breakdown",
                        "order: must stand beside a breakdown");
    }
}
