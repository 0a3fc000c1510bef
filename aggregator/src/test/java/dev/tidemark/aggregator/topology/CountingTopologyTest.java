package dev.tidemark.aggregator.topology;

import static dev.tidemark.contract.WindowSize.FIVE_MINUTES;
import static dev.tidemark.contract.WindowSize.ONE_HOUR;
import static dev.tidemark.contract.WindowSize.ONE_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.WindowSize;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CountingTopologyTest {

    /** A full hour, so that it starts a window of each size. */
    private static final long T0 = 1_764_000_000_000L;

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private final MetricsDriver driver = MetricsDriver.start();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldCountEveryEventOfASeries() {
        driver.send("acme", "page_view", 3, T0);
        driver.send("acme", "page_view", -1, T0 + 5);
        driver.send("acme", "page_view", 8, T0 + 2);

        assertThat(driver.counter("acme", "page_view"))
                .isEqualTo(new Rollup(3, 10, -1, 8, -1, T0 + 5));
    }

    @Test
    void shouldKeepAWindowOfEachSize() {
        driver.send("acme", "page_view", 1, T0);
        driver.send("acme", "page_view", 2, T0 + MINUTE);
        driver.send("acme", "page_view", 4, T0 + 5 * MINUTE);
        driver.send("acme", "page_view", 8, T0 + HOUR);

        assertThat(sums(ONE_MINUTE))
                .isEqualTo(Map.of(T0, 1.0, T0 + MINUTE, 2.0, T0 + 5 * MINUTE, 4.0, T0 + HOUR, 8.0));
        assertThat(sums(FIVE_MINUTES))
                .isEqualTo(Map.of(T0, 3.0, T0 + 5 * MINUTE, 4.0, T0 + HOUR, 8.0));
        assertThat(sums(ONE_HOUR)).isEqualTo(Map.of(T0, 7.0, T0 + HOUR, 8.0));
    }

    @Test
    void shouldTakeTheStartIntoAWindowAndLeaveTheEndOut() {
        driver.send("acme", "page_view", 1, T0 - 1);
        driver.send("acme", "page_view", 2, T0);
        driver.send("acme", "page_view", 4, T0 + MINUTE - 1);
        driver.send("acme", "page_view", 8, T0 + MINUTE);

        assertThat(sums(ONE_MINUTE)).isEqualTo(Map.of(T0 - MINUTE, 1.0, T0, 6.0, T0 + MINUTE, 8.0));
    }

    @Test
    void shouldCountEventsThatArriveOutOfOrder() {
        driver.send("acme", "page_view", 1, T0 + 10 * MINUTE);
        driver.send("acme", "page_view", 2, T0);
        driver.send("acme", "page_view", 4, T0 + 10 * MINUTE + 1);
        driver.send("acme", "page_view", 8, T0 + 1);

        assertThat(sums(ONE_MINUTE)).isEqualTo(Map.of(T0, 10.0, T0 + 10 * MINUTE, 5.0));
        assertThat(driver.counter("acme", "page_view").last()).isEqualTo(4);
    }

    @Test
    void shouldUpdateAWindowAsLongAsItIsRetained() {
        driver.send("acme", "page_view", 1, T0 + DAY);
        driver.send("acme", "page_view", 2, T0 + MINUTE);

        assertThat(sums(ONE_MINUTE)).isEqualTo(Map.of(T0 + MINUTE, 2.0, T0 + DAY, 1.0));
    }

    /** The oldest that a gateway accepts, after one that is as far ahead as a gateway accepts. */
    @Test
    void shouldTakeTheOldestAcceptedEventAfterOneFromAhead() {
        driver.send("acme", "page_view", 1, T0 + DAY + 5 * MINUTE);
        driver.send("acme", "page_view", 2, T0);

        assertThat(sums(ONE_MINUTE)).isEqualTo(Map.of(T0, 2.0, T0 + DAY + 5 * MINUTE, 1.0));
    }

    @Test
    void shouldLeaveALateEventOutOfTheWindowThatIsGoneOnly() {
        driver.send("acme", "page_view", 1, T0 + 2 * DAY);
        driver.send("acme", "page_view", 2, T0);

        assertThat(sums(ONE_MINUTE)).isEqualTo(Map.of(T0 + 2 * DAY, 1.0));
        assertThat(sums(FIVE_MINUTES)).isEqualTo(Map.of(T0, 2.0, T0 + 2 * DAY, 1.0));
        assertThat(sums(ONE_HOUR)).isEqualTo(Map.of(T0, 2.0, T0 + 2 * DAY, 1.0));
        assertThat(driver.counter("acme", "page_view").count()).isEqualTo(2);
    }

    @Test
    void shouldKeepTenantsApart() {
        driver.send("acme", "page_view", 1, T0);
        driver.send("globex", "page_view", 2, T0);
        driver.send("acme", "error", 4, T0);

        assertThat(driver.counter("acme", "page_view").sum()).isEqualTo(1);
        assertThat(driver.counter("globex", "page_view").sum()).isEqualTo(2);
        assertThat(driver.counter("acme", "error").sum()).isEqualTo(4);
        assertThat(driver.counter("globex", "error")).isEqualTo(Rollup.EMPTY);
        assertThat(driver.windows(ONE_HOUR, "globex", "page_view")).hasSize(1);
    }

    private Map<Long, Double> sums(WindowSize size) {
        Map<Long, Double> sums = new TreeMap<>();
        driver.windows(size, "acme", "page_view")
                .forEach((start, rollup) -> sums.put(start, rollup.sum()));
        return sums;
    }
}
