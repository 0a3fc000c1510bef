package dev.tidemark.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.measure.Usage;
import dev.tidemark.benchmarks.measure.Vitals;
import dev.tidemark.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IngestFiguresTest {

    private static final TopicCount.Result ALL_THERE = new TopicCount.Result(9, 0, 0, 0, 0);

    private final List<Sample> samples =
            new ArrayList<>(
                    List.of(
                            sample(Contestant.PRODUCER, 1, 3, 300_000),
                            sample(Contestant.BATCH, 1, 5.9, 150_000),
                            sample(Contestant.BATCH_GZIP, 1, 6, 140_000),
                            sample(Contestant.TRACK, 1, 40, 15_000),
                            sample(Contestant.BARE, 1, 20, 30_000)));

    @Test
    void shouldBeContentWithWhatIsWanted() {
        assertThat(shortfalls(overload(Flood.BATCHES, 30, 256, ALL_THERE, Map.of()))).isEmpty();
    }

    @Test
    void shouldTellEveryFigureThatFallsShort() {
        samples.set(1, sample(Contestant.BATCH, 1, 6.9, 150_000));
        samples.set(4, sample(Contestant.BARE, 1, 20, 40_000));
        Overload overload =
                overload(
                        Flood.BATCHES,
                        31,
                        300,
                        new TopicCount.Result(9, 2, 1, 5, 1),
                        Map.of("status 500", 3L, "no answer: reset", 1L));

        assertThat(shortfalls(overload))
                .containsExactly(
                        "b/a plain: CPU per event, to the producer's test: 2.3, wanted <= 2",
                        "c/d: requests/s, to the bare handler: 0.375, wanted >= 0.5",
                        "overload by batches: p99 of accepted, to capacity: 3.1, wanted <= 3",
                        "overload by batches: other than 200, 429, 503: 4, wanted <= 0",
                        "overload by batches: heap in use, share of -Xmx: 0.5859, wanted <= 0.5",
                        "overload by batches: accepted, not in the topic: 2, wanted <= 0",
                        "overload by batches: accepted, more than once there: 2, wanted <= 0");
    }

    @Test
    void shouldOnlyTellTheLatencyOfAnOverloadBySingleEvents() {
        Overload slow = overload(Flood.SINGLES, 310, 256, ALL_THERE, Map.of());
        Overload wrong =
                overload(
                        Flood.SINGLES,
                        310,
                        300,
                        new TopicCount.Result(9, 2, 0, 0, 0),
                        Map.of("status 500", 3L));

        assertThat(shortfalls(slow)).isEmpty();
        assertThat(shortfalls(wrong))
                .containsExactly(
                        "overload by single events: other than 200, 429, 503: 3, wanted <= 0",
                        "overload by single events: heap in use, share of -Xmx: 0.5859, wanted <= 0.5",
                        "overload by single events: accepted, not in the topic: 2, wanted <= 0");
    }

    @Test
    void shouldCompareWithinARoundAndTakeTheMedian() {
        samples.add(sample(Contestant.PRODUCER, 2, 30, 300_000));
        samples.add(sample(Contestant.BATCH, 2, 30, 150_000));
        samples.add(sample(Contestant.PRODUCER, 3, 1, 300_000));
        samples.add(sample(Contestant.BATCH, 3, 1.5, 150_000));

        double ratio =
                new Samples(samples)
                        .median(
                                Contestant.BATCH,
                                Contestant.PRODUCER,
                                (one, other) -> one.cpuMicros() / other.cpuMicros());

        assertThat(ratio).isEqualTo(1.5);
    }

    private List<String> shortfalls(Overload overload) {
        return IngestFigures.of(new IngestBench.Result(new Samples(samples), List.of(overload)))
                .stream()
                .map(Figure::shortfall)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Sample sample(Contestant contestant, int round, double cpu, double perSecond) {
        return new Sample(
                contestant, round, perSecond, cpu, 100, 1, 10, 0.2, Map.of("200", 7L), Map.of());
    }

    private static Overload overload(
            Flood flood,
            long p99Millis,
            long heapMib,
            TopicCount.Result count,
            Map<String, Long> faults) {
        LoadOutcome outcome =
                new LoadOutcome(
                        10,
                        1_000,
                        400,
                        400_000,
                        5_000,
                        p99Millis * 1_000,
                        90_000,
                        8_000,
                        3,
                        1_200,
                        1_200_000,
                        800,
                        0,
                        Map.of("200", 400L, "503", 600L),
                        faults);
        Vitals begin = new Vitals(new Usage(0, 0, 0), 0, 0, 512L << 20, 0);
        Vitals end =
                new Vitals(new Usage(0, 0, 0), 400L << 20, heapMib << 20, 512L << 20, 700L << 20);
        return new Overload(flood, 150_000, 10, 750, new Load(outcome, begin, end), count);
    }
}
