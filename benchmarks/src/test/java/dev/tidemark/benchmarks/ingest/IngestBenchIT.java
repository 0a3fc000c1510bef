package dev.tidemark.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

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
                    2_500,
                    "256m");

    @Test
    void shouldMeasureAllAndFindEveryEventThatWasAcceptedInAnOverload() {
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
        Overload overload = result.overload().orElseThrow();
        assertThat(overload.outcome().statuses()).containsKey("200");
        assertThat(overload.outcome().statuses().keySet()).isSubsetOf("200", "429", "503");
        assertThat(overload.outcome().faults()).isEmpty();
        assertThat(overload.count().accepted())
                .isPositive()
                .isEqualTo(overload.outcome().statuses().get("200"));
        assertThat(overload.count().missing()).isZero();
        assertThat(overload.count().repeated()).isZero();
        assertThat(overload.count().sameIds()).isZero();
        assertThat(overload.load().end().heapAfterFull()).isPositive();
        assertThat(IngestTable.of(result))
                .contains("a: kafka-producer-perf-test", "d: bare handler", "of these missing");
        assertThat(IngestFigures.of(result)).hasSizeGreaterThan(10);
        assertThat(steps.getLast()).startsWith("overload");
    }
}
