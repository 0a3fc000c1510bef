package dev.tidemark.benchmarks.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AggregateFiguresTest {

    private final List<Row> rows =
            new ArrayList<>(
                    List.of(
                            row(Scenario.EVEN, Contestant.BARE, 0.2, 2_000_000, 0),
                            row(Scenario.EVEN, Contestant.DECODE, 1, 900_000, 0),
                            row(Scenario.EVEN, Contestant.OURS, 1.5, 600_000, 0),
                            row(Scenario.MANY, Contestant.OURS, 1.8, 500_000, 0),
                            row(Scenario.HOT, Contestant.OURS, 1.4, 590_000, 0),
                            row(Scenario.DETAILS, Contestant.DECODE, 1.1, 850_000, 0),
                            row(Scenario.DETAILS, Contestant.OURS, 2.6, 400_000, 0),
                            row(Scenario.PEER, Contestant.PEER, 24, 40_000, 0),
                            row(Scenario.PEER, Contestant.TUNED_PEER, 11, 90_000, 0),
                            row(Scenario.IDS, Contestant.OURS, 9, 100_000, 0)));

    @Test
    void shouldBeContentWithWhatIsWanted() {
        assertThat(shortfalls()).isEmpty();
    }

    @Test
    void shouldTellEveryFigureThatFallsShort() {
        rows.set(2, row(Scenario.EVEN, Contestant.OURS, 2.1, 700_000, 3));
        rows.set(3, row(Scenario.MANY, Contestant.OURS, 4.2, 500_000, 0));

        assertThat(shortfalls())
                .containsExactly(
                        "d/b: CPU per event, to decoding and a hash map: 2.1, wanted <= 1.6",
                        "c/d: CPU per event, of the plain DSL to ours: 11.4286, wanted >= 12",
                        "d: CPU per event, 10,000 series to 100: 2, wanted <= 1.3",
                        "d: events/s, 90 % in one series to an even spread: 0.8429, wanted >= 0.95",
                        "d: tidemark, even: totals that are not exact: 3, wanted <= 0");
    }

    private List<String> shortfalls() {
        return AggregateFigures.of(rows).stream()
                .map(Figure::shortfall)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Row row(
            Scenario scenario, Contestant contestant, double cpu, double rate, int wrong) {
        Measurement spent = new Measurement(1_000, rate, cpu, 100, 10, cpu * 2);
        return new Row(scenario.name(), contestant.label(), spent, 400, wrong, List.of());
    }
}
