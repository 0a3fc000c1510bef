package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.http.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of what is read once, at 12:00:30, with the default windows. */
final class TimesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:30Z");

    private static View parse(Map<String, String> parameters) {
        return ViewParameters.parseHistory(
                Views.parameters(parameters),
                Optional.empty(),
                Windows.DEFAULT,
                NOW.toEpochMilli());
    }

    private static String refusal(Map<String, String> parameters) {
        return catchThrowableOfType(ProblemException.class, () -> parse(parameters))
                .problem()
                .detail();
    }

    private static Span span(String from, String to) {
        return new Span(
                Instant.parse("2026-11-" + from + "Z").toEpochMilli(),
                Instant.parse("2026-11-" + to + "Z").toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        // whole windows as they are
        "1m, 2026-11-24T11:00:00Z, 2026-11-24T11:30:00Z, 24T11:00:00, 24T11:30:00",
        // windows that are touched are whole
        "1m, 2026-11-24T11:00:59Z, 2026-11-24T11:30:01Z, 24T11:00:00, 24T11:31:00",
        "1h, 2026-11-24T11:20:00Z, 2026-11-24T11:40:00Z, 24T11:00:00, 24T12:00:00",
        // an offset from UTC
        "5m, 2026-11-24T12:00:00+01:00, 2026-11-24T12:30:00+01:00, 24T11:00:00, 24T11:30:00",
        // milliseconds since the epoch
        "1m, 1795518000000, 1795519800000, 24T11:00:00, 24T11:30:00",
        // what is to come has no windows, the unfinished one has
        "1m, 2026-11-24T11:00:00Z, 2026-12-24T00:00:00Z, 24T11:00:00, 24T12:01:00",
        // what is no longer kept has none: 24 hours of 1m
        "1m, 0, 2026-11-24T11:00:00Z, 23T12:01:00, 24T11:00:00",
    })
    void shouldCutToWholeWindowsOfThoseThatThereAre(
            String window, String from, String to, String begin, String end) {
        View view = parse(Map.of("window", window, "from", from, "to", to));

        assertThat(view.span()).contains(span(begin, end));
    }

    @Test
    void shouldEndNowUnlessToldOtherwise() {
        assertThat(parse(Map.of("from", "2026-11-24T11:00:00Z")).span())
                .contains(span("24T11:00:00", "24T12:01:00"));
    }

    @Test
    void shouldCountARangeBackFromItsEnd() {
        assertThat(parse(Map.of("range", "30m", "to", "2026-11-24T10:00:00Z")).span())
                .contains(span("24T09:30:00", "24T10:00:00"));
        assertThat(parse(Map.of()).span()).contains(span("24T11:51:00", "24T12:01:00"));
    }

    @Test
    void shouldShowTheSameWindowsAsAStreamOfThisRange() {
        View stream =
                ViewParameters.parse(
                        name -> Stream.of("2h").filter(any -> name.equals("range")).toList(),
                        Optional.empty(),
                        Windows.DEFAULT);

        assertThat(parse(Map.of("range", "2h")).span()).contains(stream.spanAt(NOW.toEpochMilli()));
    }

    @Test
    void shouldHaveMoreWindowsThanAChartHasPixels() {
        assertThat(parse(Map.of("window", "5m", "range", "7d")).span().orElseThrow().length())
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void shouldNotHaveMoreWindowsThanAChartHasPixelsAtOnce() {
        Windows windows = Windows.DEFAULT;
        ProblemException refused =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                ViewParameters.parseOnce(
                                        name ->
                                                Stream.of(name)
                                                        .filter("from"::equals)
                                                        .map(any -> "0")
                                                        .toList(),
                                        Optional.empty(),
                                        new Windows(
                                                windows.specs().stream()
                                                        .map(
                                                                spec ->
                                                                        new dev.tidemark.contract
                                                                                .WindowSpec(
                                                                                spec.size(),
                                                                                Duration.ofDays(7)))
                                                        .toList()),
                                        NOW.toEpochMilli()));

        assertThat(refused.problem().detail())
                .isEqualTo("from: must hold at most 2500 windows of 1m");
    }

    @Test
    void shouldRefuseTimesThatHoldNothing() {
        assertThat(refusal(Map.of("from", "2026-11-24T12:01:00Z")))
                .isEqualTo("from: must be before to, and before now");
        assertThat(refusal(Map.of("from", "120000", "to", "120000"))).contains("from: must be");
        assertThat(refusal(Map.of("from", "0", "to", "60000")))
                .isEqualTo(
                        "to: must be after 2026-11-23T12:01:00Z: windows of 1m are kept for 24h");
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday",
        "-1",
        "1e12",
        "2026-11-24",
        "2026-11-24T12:00:00",
        "+999999999-01-01T00:00:00Z"
    })
    void shouldSayHowATimeIsWritten(String written) {
        assertThat(refusal(Map.of("from", written))).contains("from: must be milliseconds since");
    }

    @Test
    void shouldNotTakeARangeBesideItsBegin() {
        assertThat(refusal(Map.of("from", "2026-11-24T11:00:00Z", "range", "1h")))
                .startsWith("from: must not stand beside a range");
    }

    @Property
    void shouldHoldEveryMomentThatIsAskedForAndKept(
            @ForAll @LongRange(min = 0, max = 86_000_000) long agoMs,
            @ForAll @LongRange(min = 1, max = 86_000_000) long lengthMs) {
        long fromMs = NOW.toEpochMilli() - agoMs;
        long toMs = Math.min(NOW.toEpochMilli(), fromMs + lengthMs) + 1;

        Span span =
                parse(Map.of("from", String.valueOf(fromMs), "to", String.valueOf(toMs)))
                        .span()
                        .orElseThrow();

        assertThat(span.fromMs()).isBetween(fromMs - 59_999, fromMs);
        assertThat(span.toMs()).isBetween(toMs, toMs + 59_999);
        assertThat(span.fromMs() % 60_000).isZero();
        assertThat(span.toMs() % 60_000).isZero();
    }
}
