package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.ViewQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ViewTest {

    private static View parse(Map<String, String> parameters) {
        return ViewParameters.parse(
                Views.parameters(parameters), Optional.empty(), Windows.DEFAULT);
    }

    private static Problem problem(Map<String, String> parameters) {
        return catchThrowableOfType(ProblemException.class, () -> parse(parameters)).problem();
    }

    @Test
    void shouldShowTenMinutesOfTheDefaultTenantEachSecondUnlessToldOtherwise() {
        assertThat(parse(Map.of()))
                .isEqualTo(
                        new View(
                                "default",
                                WindowSize.ONE_MINUTE,
                                Duration.ofMinutes(10),
                                Set.of(),
                                Duration.ofSeconds(1)));
    }

    @Test
    void shouldReadEveryParameterAndIgnoreOthers() {
        View view =
                parse(
                        Map.of(
                                "tenant", "acme",
                                "window", "5m",
                                "range", "2h",
                                "types", "error, api_call,",
                                "interval", "250ms",
                                "theme", "dark"));

        assertThat(view)
                .isEqualTo(
                        new View(
                                "acme",
                                WindowSize.FIVE_MINUTES,
                                Duration.ofHours(2),
                                Set.of("api_call", "error"),
                                Duration.ofMillis(250)));
    }

    @Test
    void shouldTakeTheTenantOfTheHeaderOnlyWhereNoParameterNamesOne() {
        Optional<String> header = Optional.of("of-header");
        View byHeader = ViewParameters.parse(name -> List.of(), header, Windows.DEFAULT);
        View byParameter =
                ViewParameters.parse(
                        name -> name.equals("tenant") ? List.of("acme") : List.of(),
                        header,
                        Windows.DEFAULT);

        assertThat(byHeader.tenant()).isEqualTo("of-header");
        assertThat(byParameter.tenant()).isEqualTo("acme");
    }

    @Test
    void shouldAskForWholeWindowsOfWhichTheLastIsUnfinished() {
        View view = parse(Map.of("range", "3m"));

        ViewQuery query = view.queryAt(605_000);

        assertThat(query.fromMs()).isEqualTo(480_000);
        assertThat(query.toMs()).isEqualTo(600_000);
    }

    @Test
    void shouldShortenTheRangeToWholeWindowsSoThatEqualViewsAreOne() {
        assertThat(parse(Map.of("range", "190s"))).isEqualTo(parse(Map.of("range", "3m")));
    }

    @Test
    void shouldAskTheStoresForNothingMoreUnlessItIsWanted() {
        assertThat(parse(Map.of()).queryAt(605_000).toRequestTarget())
                .isEqualTo("/query/v1/view?tenant=default&window=1m&from=60000&to=600000");
        assertThat(parse(Map.of("include", "rates")).queryAt(605_000).extras())
                .isEqualTo(Extras.NONE);
    }

    @Test
    void shouldAskTheStoresForWhatIsWanted() {
        View view = parse(Map.of("include", "percentiles", "breakdown", "page", "top", "3"));

        assertThat(view.queryAt(605_000).toRequestTarget())
                .endsWith("&to=600000&percentiles=true&breakdown=page&top=3&order=COUNT");
    }

    @Test
    void shouldBeOneViewHoweverItsExtrasAreWritten() {
        assertThat(parse(Map.of("include", "users,rates,percentiles", "breakdown", "page")))
                .isEqualTo(
                        parse(
                                Map.of(
                                        "include", "percentiles, users, rates,",
                                        "breakdown", "page",
                                        "top", "10",
                                        "order", "count")));
        assertThat(parse(Map.of("include", "rates"))).isNotEqualTo(parse(Map.of()));
        assertThat(parse(Map.of("include", "users"))).isNotEqualTo(parse(Map.of()));
    }

    @Test
    void shouldNameTheWindowsThatAreKept() {
        Problem problem = problem(Map.of("window", "7m"));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("invalid_parameter");
        assertThat(problem.detail()).isEqualTo("window: must be one of those kept: 1m, 5m, 1h");
    }

    @Test
    void shouldTellEveryRuleThatWasBrokenAtOnce() {
        Problem problem =
                problem(
                        Map.of(
                                "tenant", "-",
                                "types", "Error",
                                "interval", "1ms",
                                "range", "x",
                                "include", "everything",
                                "breakdown", "",
                                "top", "0",
                                "order", "name"));

        assertThat(problem.errors())
                .extracting(Problem.FieldError::field)
                .containsExactlyInAnyOrder(
                        "tenant",
                        "types",
                        "interval",
                        "range",
                        "include",
                        "breakdown",
                        "top",
                        "order");
    }

    @Test
    void shouldRefuseARangeThatIsShorterThanAWindowOrLongerThanItIsKept() {
        assertThat(problem(Map.of("range", "30s")).detail())
                .isEqualTo("range: must be from 1m to 24h for window 1m");
        assertThat(problem(Map.of("range", "25h")).errors()).hasSize(1);
    }

    @Test
    void shouldRefuseMoreWindowsThanAChartHasPixels() {
        Windows windows =
                new Windows(List.of(new WindowSpec(WindowSize.ONE_MINUTE, Duration.ofDays(7))));
        ProblemException refused =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                ViewParameters.parse(
                                        name -> name.equals("range") ? List.of("2d") : List.of(),
                                        Optional.empty(),
                                        windows));

        assertThat(refused.problem().detail())
                .isEqualTo("range: must hold at most 2500 windows of 1m");
    }

    @Test
    void shouldRefuseFixedTimesOfAStreamBecauseItEndsNow() {
        assertThat(problem(Map.of("from", "0")).detail()).startsWith("from, to: are of snapshots");
        assertThat(problem(Map.of("to", "60000")).detail()).startsWith("from, to: are of");
    }

    @Test
    void shouldAskForAPartWhereOlderAggregatorsDoNotAnswer() {
        View view = parse(Map.of("filter", "endpoint:https://a:1/b"));

        assertThat(view.queryAt(605_000).toRequestTarget())
                .startsWith("/query/v2/view?")
                .endsWith("&dimension=endpoint&value=https%3A%2F%2Fa%3A1%2Fb");
        assertThat(view).isNotEqualTo(parse(Map.of()));
    }

    @Test
    void shouldSayHowAFilterIsWritten() {
        for (String filter :
                List.of("page", ":home", "page:", "a:\u0000", "a:" + "b".repeat(400))) {
            assertThat(problem(Map.of("filter", filter)).detail())
                    .startsWith("filter: must be one dimension:value");
        }
    }

    @Test
    void shouldAskForSeveralBreakdownsOrAll() {
        View several =
                ViewParameters.parse(
                        name ->
                                name.equals("breakdown")
                                        ? List.of("status", "page", "status")
                                        : List.of(),
                        Optional.empty(),
                        Windows.DEFAULT);

        assertThat(several.queryAt(605_000).toRequestTarget())
                .startsWith("/query/v2/view?")
                .endsWith("&breakdown=page&breakdown=status&top=10&order=COUNT");
        assertThat(parse(Map.of("breakdown", "*")).queryAt(605_000).toRequestTarget())
                .startsWith("/query/v2/view?")
                .endsWith("&breakdown=*&top=10&order=COUNT");
    }
}
