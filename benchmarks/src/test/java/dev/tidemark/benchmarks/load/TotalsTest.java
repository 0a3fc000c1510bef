package dev.tidemark.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.SeriesKey;
import org.junit.jupiter.api.Test;

final class TotalsTest {

    private static final SeriesKey LOGINS = new SeriesKey("acme", "login");

    @Test
    void shouldFindNoDifferenceBetweenTheSameEvents() {
        Totals one = new Totals();
        Totals other = new Totals();

        one.add(LOGINS, 2, 300);
        other.add(LOGINS, 1, 100);
        other.add(LOGINS, 1, 200);

        assertThat(one.differencesTo(other)).isEmpty();
    }

    @Test
    void shouldTellAnEventThatIsCountedTwiceMissingOrWrong() {
        Totals expected = new Totals();
        Totals counted = new Totals();

        expected.add(LOGINS, 1, 100);
        expected.add(new SeriesKey("acme", "missing"), 1, 5);
        counted.add(LOGINS, 2, 200);
        counted.add(new SeriesKey("acme", "invented"), 1, 7);

        assertThat(counted.differencesTo(expected))
                .containsExactlyInAnyOrder(
                        "acme login: count 2 and sum 200, not 1 and 100",
                        "acme missing: count 0 and sum 0, not 1 and 5",
                        "acme invented: count 1 and sum 7, not 0 and 0");
    }
}
