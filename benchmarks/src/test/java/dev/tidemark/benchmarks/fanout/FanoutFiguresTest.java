package dev.tidemark.benchmarks.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.report.Figure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FanoutFiguresTest {

    private static final double KB = 1_024;

    @Test
    void shouldBeContentWithWhatIsWanted() {
        assertThat(shortfalls(gateway(10_000, 1, 20, 25 * KB, 0.95, 0), floor(10_000, 1, 10)))
                .isEmpty();
    }

    @Test
    void shouldTellEveryFigureThatFallsShort() {
        assertThat(shortfalls(gateway(10_000, 1, 21, 26 * KB, 1.2, 3), floor(10_000, 1, 10)))
                .containsExactly(
                        "10,000: CPU per event, to the bare write loop: 2.1, wanted <= 2",
                        "10,000: live heap per connection, KB: 26, wanted <= 25",
                        "10,000: store reads, off those with 1 connection: 0.2, wanted <= 0.1",
                        "10,000: streams lost, events unreadable: 3, wanted <= 0");
    }

    @Test
    void shouldNotBeContentWithoutTheNumberOfConnectionsThatTheBoundsAreFor() {
        assertThat(shortfalls(gateway(1_000, 1, 90, 80 * KB, 9, 0), floor(1_000, 1, 10)))
                .containsExactly("most connections: 1000, wanted >= 10000");
    }

    @Test
    void shouldHoldMoreConnectionsToTheBoundsIfOnlyMoreWereMeasured() {
        assertThat(shortfalls(gateway(19_000, 1, 21, 0, 1, 0), floor(19_000, 1, 10)))
                .containsExactly("19,000: CPU per event, to the bare write loop: 2.1, wanted <= 2");
    }

    @Test
    void shouldCompareWithinARoundAndTakeTheMedian() {
        List<Row> rows =
                Row.of(
                        List.of(
                                gateway(10, 1, 20, 0, 1, 0),
                                floor(10, 1, 10),
                                gateway(10, 2, 90, 0, 1, 0),
                                floor(10, 2, 60),
                                gateway(10, 3, 50, 0, 1, 0),
                                floor(10, 3, 5)));

        assertThat(rows).singleElement().extracting(Row::cpuRatio).isEqualTo(2.0);
    }

    private static List<String> shortfalls(Sample... samples) {
        return FanoutFigures.of(new FanoutBench.Result(List.of(samples), 1)).stream()
                .map(Figure::shortfall)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Sample gateway(
            int connections, int round, double cpu, double heap, double reads, long lost) {
        return new Sample(
                Contestant.GATEWAY,
                round,
                connections,
                2_000,
                100,
                100,
                0,
                lost,
                cpu,
                1,
                2,
                3,
                heap,
                heap,
                reads,
                0.5);
    }

    private static Sample floor(int connections, int round, double cpu) {
        return new Sample(
                Contestant.FLOOR,
                round,
                connections,
                2_000,
                100,
                100,
                0,
                0,
                cpu,
                1,
                2,
                3,
                0,
                0,
                0,
                0.5);
    }
}
