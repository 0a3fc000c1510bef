package dev.tidemark.benchmarks.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.benchmarks.report.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole of it, too short for figures that mean anything. */
final class FanoutBenchIT {

    private static final int CONNECTIONS = 40;

    private static final FanoutSettings SHORT =
            new FanoutSettings(
                    List.of(CONNECTIONS),
                    2,
                    1,
                    2,
                    true,
                    Nchan.find(System.getenv()),
                    Duration.ofMillis(400),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(200),
                    "256m");

    @Test
    void shouldDeliverEveryUpdateToEveryConnectionAndReadTheStoreAsForOne() {
        List<String> steps = new ArrayList<>();

        FanoutBench.Result result = new FanoutBench(SHORT, steps::add).run();

        assertThat(result.samples())
                .extracting(Sample::contestant)
                .contains(Contestant.GATEWAY, Contestant.FLOOR, Contestant.STALLED);
        assertThat(result.samples())
                .allSatisfy(
                        sample -> {
                            assertThat(sample.due()).isGreaterThanOrEqualTo(CONNECTIONS * 5L);
                            assertThat(sample.delivered()).isEqualTo(sample.due());
                            assertThat(sample.lost()).isZero();
                            assertThat(sample.unreadable()).isZero();
                            assertThat(sample.connections()).isEqualTo(CONNECTIONS);
                            assertThat(sample.eventBytes()).isBetween(1_900, 2_200);
                            assertThat(sample.cpuMicros()).isPositive();
                            assertThat(sample.p50Millis()).isPositive();
                            assertThat(sample.p99Millis())
                                    .isBetween(sample.p50Millis(), sample.maxMillis());
                        });
        double reads = result.samples().getFirst().readsPerSecond();
        assertThat(reads).isCloseTo(5, within(1.0));
        assertThat(reads).isCloseTo(result.readsWithOne(), within(1.0));
        assertThat(FanoutTable.of(result)).contains("gateway CPU us/event", "floor p99 ms");
        assertThat(FanoutFigures.of(result))
                .extracting(Figure::name)
                .contains("40: p99 with a tenth stalled, to that without");
        assertThat(result.closings()).extracting(Closing::round).containsExactly(0, 1, 2);
        assertThat(result.closings())
                .allSatisfy(
                        closing -> {
                            assertThat(closing.delivered()).isEqualTo(closing.due());
                            assertThat(closing.lost()).isZero();
                            assertThat(closing.after().liveHeap()).isPositive();
                        });
        assertThat(result.closings().getLast().due()).isEqualTo(CONNECTIONS * 3L);
        assertThat(steps.getLast()).startsWith("40 connections: closing 2: let go in");
    }
}
