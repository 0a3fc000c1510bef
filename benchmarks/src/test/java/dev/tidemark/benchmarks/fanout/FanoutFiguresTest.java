package dev.tidemark.benchmarks.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.report.Figure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FanoutFiguresTest {

    private static final double KB = 1_024;
    private static final long MB = 1 << 20;

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

        assertThat(rows)
                .singleElement()
                .extracting(
                        row -> row.ratio(Contestant.GATEWAY, Contestant.FLOOR, Sample::cpuMicros))
                .isEqualTo(2.0);
    }

    @Test
    void shouldWantLessThanNchanCosts() {
        assertThat(
                        shortfalls(
                                gateway(10_000, 1, 12, 0, 1, 0),
                                floor(10_000, 1, 10),
                                sample(Contestant.NCHAN, 11, 2)))
                .containsExactly("10,000: CPU per event, to nchan: 1.0909, wanted <= 1");
    }

    @Test
    void shouldWantStalledReadersToCostTheOthersNothing() {
        assertThat(
                        shortfalls(
                                gateway(10_000, 1, 12, 0, 1, 0),
                                floor(10_000, 1, 10),
                                sample(Contestant.STALLED, 12, 3)))
                .containsExactly(
                        "10,000: p99 with a tenth stalled, to that without: 1.5, wanted <= 1.1");
    }

    @Test
    void shouldTellWhatIsLeftAfterManyClosings() {
        assertThat(
                        shortfalls(
                                List.of(
                                        closing(0, 0, 10 * MB, 100),
                                        closing(1, 0, 20 * MB, 120),
                                        closing(2, 1, 22 * MB, 121))))
                .containsExactly(
                        "20,000, closed 2 times: due events not delivered, streams lost: 1, wanted <= 0",
                        "20,000, closed 2 times: growth of the live heap, KB: 2048, wanted <= 1900",
                        "20,000, closed 2 times: open files more than before the first: 21, wanted <= 20");
    }

    @Test
    void shouldNotCountWhatTheFirstClosingLeavesAsGrowth() {
        assertThat(
                        shortfalls(
                                List.of(
                                        closing(0, 0, 10 * MB, 100),
                                        closing(1, 0, 20 * MB, 120),
                                        closing(2, 0, 20 * MB, 120))))
                .isEmpty();
    }

    private static Closing closing(int round, long lost, long liveHeap, long openFiles) {
        return new Closing(
                round,
                20_000,
                60_000,
                60_000,
                lost,
                100,
                new Footprint(liveHeap, 0, 20, openFiles));
    }

    private static List<String> shortfalls(List<Closing> closings) {
        return shortfalls(
                new FanoutBench.Result(
                        List.of(gateway(10_000, 1, 12, 0, 1, 0), floor(10_000, 1, 10)),
                        closings,
                        1));
    }

    private static List<String> shortfalls(Sample... samples) {
        return shortfalls(new FanoutBench.Result(List.of(samples), List.of(), 1));
    }

    private static List<String> shortfalls(FanoutBench.Result result) {
        return FanoutFigures.of(result).stream()
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
        return sample(Contestant.FLOOR, connections, round, cpu, 2);
    }

    private static Sample sample(Contestant contestant, double cpu, double p99Millis) {
        return sample(contestant, 10_000, 1, cpu, p99Millis);
    }

    private static Sample sample(
            Contestant contestant, int connections, int round, double cpu, double p99Millis) {
        return new Sample(
                contestant,
                round,
                connections,
                2_000,
                100,
                100,
                0,
                0,
                cpu,
                1,
                p99Millis,
                3,
                0,
                0,
                0,
                0.5);
    }
}
