package dev.tidemark.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Names;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficModelTest {

    private static final long START = Instant.parse("2026-03-04T15:00:00Z").getEpochSecond();

    private final TrafficModel model = new TrafficModel(7, ZoneOffset.UTC);
    private final Rhythm rhythm = new Rhythm(7, ZoneOffset.UTC);

    @Test
    void shouldRepeatItselfForTheSameSeed() {
        TrafficModel same = new TrafficModel(7, ZoneOffset.UTC);
        TrafficModel other = new TrafficModel(8, ZoneOffset.UTC);

        assertThat(same.eventsOf(START, 1)).isEqualTo(model.eventsOf(START, 1));
        assertThat(other.eventsOf(START, 1)).isNotEqualTo(model.eventsOf(START, 1));
        assertThat(model.eventsOf(START + 1, 1)).isNotEqualTo(model.eventsOf(START, 1));
    }

    @Test
    void shouldShowAllTypes() {
        Map<String, Long> types =
                events(s -> true).stream()
                        .collect(Collectors.groupingBy(TrackRequest::type, Collectors.counting()));

        assertThat(types)
                .containsOnlyKeys(
                        "page_view", "user_action", "api_call", "error", "checkout.completed");
        assertThat(types.keySet()).allMatch(Names::isType);
        assertThat(types.get("page_view")).isGreaterThan(types.get("user_action"));
    }

    @Test
    void shouldKeepEachEventInItsSecondAndItsIdUnique() {
        List<TrackRequest> events = events(s -> true);

        assertThat(model.eventsOf(START, 1))
                .isSortedAccordingTo(Comparator.comparingLong(TrackRequest::timestampMs))
                .allMatch(e -> Math.floorDiv(e.timestampMs(), 1000L) == START);
        assertThat(events.stream().map(TrackRequest::id).distinct()).hasSameSizeAs(events);
    }

    @Test
    void shouldSendTwentyToSixtyEventsASecondOnAverage() {
        DoubleSummaryStatistics rates =
                LongStream.range(0, 86_400)
                        .mapToDouble(s -> model.eventsPerSecond(START + s))
                        .summaryStatistics();

        assertThat(rates.getMin()).isGreaterThan(18);
        assertThat(rates.getMax()).isLessThan(60);
    }

    @Test
    void shouldRaiseErrorsInABurst() {
        double calm = errorShare(events(s -> !rhythm.burst(s)));
        double burst = errorShare(events(rhythm::burst));

        assertThat(calm).isBetween(0.005, 0.03);
        assertThat(burst).isGreaterThan(5 * calm);
    }

    @Test
    void shouldBurstEveryFewMinutesForLessThanAMinute() {
        LongSummaryStatistics perSlot =
                LongStream.range(0, 360).map(slot -> burstSeconds(slot * 240)).summaryStatistics();

        assertThat(perSlot.getMin()).isGreaterThanOrEqualTo(20);
        assertThat(perSlot.getMax()).isLessThanOrEqualTo(60);
    }

    @Test
    void shouldBeBusierByDayThanByNight() {
        assertThat(rhythm.daily(START)).isGreaterThan(1.4 * rhythm.daily(START + 12 * 3600));
        assertThat(rhythm.daily(START)).isEqualTo(rhythm.daily(START + 24 * 3600));
    }

    @Test
    void shouldGiveTenMinutesAShape() {
        List<Double> minutes =
                LongStream.range(0, 10)
                        .mapToObj(
                                m ->
                                        LongStream.range(0, 60)
                                                .mapToDouble(s -> rhythm.factor(START + m * 60 + s))
                                                .average()
                                                .orElseThrow())
                        .sorted()
                        .toList();

        assertThat(minutes.getLast()).isGreaterThan(1.15 * minutes.getFirst());
    }

    @Test
    void shouldBackfillThinFirstAndFullAtTheEndWithinItsBound() {
        Backfill backfill = new Backfill(3600, 12_000);

        List<TrackRequest> events = backfill.eventsBefore(START, model);

        assertThat(events)
                .hasSizeBetween(9_000, 12_000)
                .isSortedAccordingTo(Comparator.comparingLong(TrackRequest::timestampMs))
                .allMatch(e -> e.timestampMs() < START * 1000);
        assertThat(between(events, 3600, 3540)).isPositive();
        assertThat((double) between(events, 10, 0))
                .isGreaterThan(0.7 * 10 * model.eventsPerSecond(START - 1));
    }

    @Test
    void shouldCutTheOldestWhereThereAreTooMany() {
        List<TrackRequest> events = new Backfill(10, 20).eventsBefore(START, model);

        assertThat(events).hasSizeLessThanOrEqualTo(20);
    }

    private static long between(List<TrackRequest> events, int maxAge, int minAge) {
        return events.stream()
                .mapToLong(e -> START * 1000 - e.timestampMs())
                .filter(age -> age <= maxAge * 1000L && age > minAge * 1000L)
                .count();
    }

    private long burstSeconds(long from) {
        return LongStream.range(from, from + 240).filter(rhythm::burst).count();
    }

    private List<TrackRequest> events(LongPredicate second) {
        return LongStream.range(START, START + 1800)
                .filter(second)
                .mapToObj(s -> model.eventsOf(s, 1))
                .flatMap(List::stream)
                .toList();
    }

    private static double errorShare(List<TrackRequest> events) {
        return (double) events.stream().filter(e -> e.type().equals("error")).count()
                / events.size();
    }
}
