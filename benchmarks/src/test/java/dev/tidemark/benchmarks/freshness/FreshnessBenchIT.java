package dev.tidemark.benchmarks.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole of it, too short for figures that mean anything. */
final class FreshnessBenchIT {

    private static final FreshnessSettings SHORT =
            new FreshnessSettings(
                    List.of(5, 500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(100));

    @Test
    void shouldSeeEveryProbeThatWasAccepted() {
        List<Rung> rungs = new FreshnessBench(SHORT, new ArrayList<String>()::add).run();

        assertThat(rungs).extracting(Rung::rate).containsExactly(5, 500);
        assertThat(rungs)
                .allSatisfy(
                        rung -> {
                            assertThat(rung.probes()).isPositive();
                            assertThat(rung.missing()).isZero();
                            assertThat(rung.p50Millis()).isPositive();
                            assertThat(rung.p99Millis())
                                    .isBetween(rung.p50Millis(), rung.maxMillis());
                        });
        assertThat(rungs.getLast().acceptedPerSecond()).isPositive();
        assertThat(rungs.getLast().statuses()).containsOnlyKeys("200");
        assertThat(FreshnessReport.table(rungs)).contains("load accepted/s");
        assertThat(FreshnessReport.figures(rungs)).hasSize(5);
    }
}
