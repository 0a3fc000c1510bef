package dev.tidemark.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.http.LoadOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole of it, too short for figures that mean anything. */
final class IngestBenchIT {

    private static final IngestSettings SHORT =
            new IngestSettings(
                    1,
                    Duration.ofMillis(500),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    64,
                    4,
                    Duration.ofSeconds(3),
                    5,
                    128,
                    2_500,
                    "256m");

    @Test
    void shouldMeasureAllAndFindEveryEventThatWasAcceptedInTheOverloads() {
        List<String> steps = new ArrayList<>();

        IngestBench.Result result = new IngestBench(SHORT, steps::add).run();

        assertThat(result.samples().all())
                .extracting(Sample::contestant)
                .containsExactly(Contestant.values());
        assertThat(result.samples().all())
                .allSatisfy(
                        sample -> {
                            assertThat(sample.eventsPerSecond()).isPositive();
                            assertThat(sample.cpuMicros()).isPositive();
                            assertThat(sample.notAccepted()).isZero();
                        });
        assertThat(result.overloads()).extracting(Overload::flood).containsExactly(Flood.values());
        assertThat(result.overloads()).allSatisfy(IngestBenchIT::assertKeptAllThatWasAccepted);
        assertThat(result.overloads().getLast().count().accepted())
                .isEqualTo(result.overloads().getLast().outcome().statuses().get("200"));
        assertThat(IngestTable.of(result))
                .contains("a: kafka-producer-perf-test", "d: bare handler", "of these missing")
                .contains("overload by batches", "overload by single events");
        assertThat(IngestFigures.of(result)).hasSizeGreaterThan(10);
        assertThat(steps.getLast()).startsWith("overload by single events");
    }

    private static void assertKeptAllThatWasAccepted(Overload overload) {
        LoadOutcome outcome = overload.outcome();
        assertThat(outcome.statuses()).containsKey("200");
        assertThat(outcome.statuses().keySet()).isSubsetOf("200", "429", "503");
        assertThat(outcome.faults()).isEmpty();
        assertThat(outcome.numbers())
                .isEqualTo(outcome.sent() * overload.flood().eventsPerRequest());
        assertThat(overload.count().accepted())
                .isGreaterThanOrEqualTo(
                        outcome.statuses().getOrDefault("200", 0L)
                                * overload.flood().eventsPerRequest());
        assertThat(overload.count().missing()).isZero();
        assertThat(overload.count().repeated()).isZero();
        assertThat(overload.count().sameIds()).isZero();
        assertThat(overload.load().end().heapAfterFull()).isPositive();
    }
}
