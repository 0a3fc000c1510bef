package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.Windows;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Percentiles, unique users and breakdowns, from an event to the stores. */
class DetailsTopologyTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final SeriesKey VIEWS = new SeriesKey("acme", "page_view");

    private final MetricsDriver metrics =
            MetricsDriver.start(
                    TopologySettings.of(Windows.DEFAULT)
                            .withDetails(
                                    new DetailSettings(
                                            Set.of("performance"),
                                            true,
                                            Map.of("page_view", List.of("page", "status")),
                                            3)));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldKeepPercentilesOfTheTypesThatAreConfigured() {
        for (int i = 1; i <= 1_000; i++) {
            metrics.send("performance", i, null, Map.of(), NOON);
            metrics.send("page_view", i, null, Map.of(), NOON);
        }

        SketchedRollup found = atNoon(WindowSize.ONE_MINUTE, new SeriesKey("acme", "performance"));
        assertThat(found.quantileSketch().orElseThrow().quantile(0.95)).isCloseTo(950, within(9.5));
        assertThat(metrics.counter(new SeriesKey("acme", "performance")).quantiles())
                .isEqualTo(found.quantiles());
        assertThat(metrics.counter(VIEWS).quantiles()).isEmpty();
    }

    @Test
    void shouldCountEachUserOnce() {
        for (int i = 0; i < 500; i++) {
            metrics.send("page_view", 1, "user-" + i % 50, Map.of(), NOON.plusSeconds(i));
        }
        metrics.send("order", 1, null, Map.of(), NOON);

        assertThat(metrics.counter(VIEWS).distinctSketch().orElseThrow().estimate()).isEqualTo(50);
        assertThat(metrics.windows(WindowSize.ONE_MINUTE, VIEWS)).hasSize(9);
        assertThat(atNoon(WindowSize.ONE_HOUR, VIEWS).distinctSketch().orElseThrow().estimate())
                .isEqualTo(50);
        assertThat(metrics.counter(new SeriesKey("acme", "order")).users()).isEmpty();
    }

    @Test
    void shouldCountEachValueInASeriesOfItsOwn() {
        metrics.send("page_view", 2, null, Map.of("page", "/", "status", 200), NOON);
        metrics.send("page_view", 3, null, Map.of("page", "/", "status", 404), NOON);
        metrics.send("page_view", 4, null, Map.of("page", "/a"), NOON);
        metrics.send("order", 5, null, Map.of("page", "/a"), NOON);

        long at = NOON.toEpochMilli();
        Rollup root = Rollup.of(2, at).merge(Rollup.of(3, at));
        assertThat(metrics.parts("acme", "page_view", "page"))
                .isEqualTo(Map.of("/", root, "/a", Rollup.of(4, at)));
        assertThat(metrics.parts("acme", "page_view", "status"))
                .isEqualTo(
                        Map.of(
                                "200", Rollup.of(2, at),
                                "404", Rollup.of(3, at),
                                "__none__", Rollup.of(4, at)));
        assertThat(metrics.windows(WindowSize.FIVE_MINUTES, VIEWS.part("page", "/")))
                .isEqualTo(Map.of(at, SketchedRollup.of(root)));
        assertThat(metrics.parts("acme", "order", "page")).isEmpty();
    }

    @Test
    void shouldSumUpUnderOtherWhatIsOverTheBound() {
        for (String page : List.of("/a", "/b", "/c", "/d", "/e", "/a")) {
            metrics.send("page_view", 1, null, Map.of("page", page), NOON);
        }
        metrics.send("page_view", 1, null, Map.of(), NOON);

        Map<String, Rollup> pages = metrics.parts("acme", "page_view", "page");
        assertThat(pages).containsOnlyKeys("/a", "/b", "/c", "__other__", "__none__");
        assertThat(counts(pages)).containsEntry("__other__", 2L);
        assertThat(metrics.dropped("acme", "over_bound")).isEqualTo(2);
        assertPartsAddUp();
    }

    /** Heavy values come last, after the places were given away. */
    @Test
    void shouldGiveAPlaceToAHeavyValueWheneverItComes() {
        for (int second = 0; second < 600; second++) {
            Instant at = NOON.plusSeconds(second);
            String light = List.of("/a", "/b", "/c").get(second / 30 % 3);
            metrics.send("page_view", 1, null, Map.of("page", light), at);
            if (second >= 120) {
                for (int i = 0; i < 10; i++) {
                    metrics.send("page_view", 1, null, Map.of("page", "/heavy"), at);
                }
            }
        }

        Map<String, Rollup> pages = metrics.parts("acme", "page_view", "page");
        assertThat(pages).hasSizeLessThanOrEqualTo(4);
        assertThat(counts(pages))
                .hasEntrySatisfying("/heavy", count -> assertThat(count).isGreaterThan(4_000));
        assertPartsAddUp();
    }

    @Test
    void shouldStayBoundedInAFloodOfValues() {
        for (int i = 0; i < 20_000; i++) {
            metrics.send("page_view", i, null, Map.of("page", "/" + i), NOON.plusMillis(i * 10L));
        }

        assertThat(metrics.parts("acme", "page_view", "page")).hasSizeLessThanOrEqualTo(4);
        assertPartsAddUp();
    }

    private SketchedRollup atNoon(WindowSize size, SeriesKey series) {
        return Objects.requireNonNull(metrics.windows(size, series).get(NOON.toEpochMilli()));
    }

    private static Map<String, Long> counts(Map<String, Rollup> rollups) {
        Map<String, Long> counts = new HashMap<>();
        rollups.forEach((value, rollup) -> counts.put(value, rollup.count()));
        return counts;
    }

    /** In the counters and in every window of every size. */
    private void assertPartsAddUp() {
        Map<String, Rollup> parts = metrics.parts("acme", "page_view", "page");
        Rollup whole = metrics.counter("acme", "page_view");
        assertThat(parts.values().stream().mapToLong(Rollup::count).sum()).isEqualTo(whole.count());
        for (WindowSize size :
                Arrays.asList(
                        WindowSize.ONE_MINUTE, WindowSize.FIVE_MINUTES, WindowSize.ONE_HOUR)) {
            Map<Long, Long> counts = new HashMap<>();
            for (String value : parts.keySet()) {
                metrics.windows(size, VIEWS.part("page", value))
                        .forEach(
                                (startMs, part) ->
                                        counts.merge(startMs, part.rollup().count(), Long::sum));
            }
            Map<Long, Long> expected = new HashMap<>();
            metrics.windows(size, "acme", "page_view")
                    .forEach((startMs, rollup) -> expected.put(startMs, rollup.count()));
            assertThat(counts).isEqualTo(expected);
        }
    }
}
