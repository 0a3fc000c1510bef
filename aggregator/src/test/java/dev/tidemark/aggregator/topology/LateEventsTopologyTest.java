package dev.tidemark.aggregator.topology;

import static dev.tidemark.contract.WindowSize.FIVE_MINUTES;
import static dev.tidemark.contract.WindowSize.ONE_HOUR;
import static dev.tidemark.contract.WindowSize.ONE_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.WindowSize;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateEventsTopologyTest {

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
    void shouldCountALateEventForEachSizeThatMissedIt() {
        driver.send("acme", "page_view", 1, T0 + 8 * DAY);
        driver.send("acme", "page_view", 2, T0);
        driver.send("acme", "page_view", 3, T0 + 6 * DAY);

        assertThat(driver.dropped("acme", DropMeter.late(ONE_MINUTE))).isEqualTo(2);
        assertThat(driver.dropped("acme", DropMeter.late(FIVE_MINUTES))).isEqualTo(1);
        assertThat(driver.dropped("acme", DropMeter.late(ONE_HOUR))).isZero();
        assertThat(driver.drops()).containsExactly("late_1m", "late_5m", "late_1m");
    }

    @Test
    void shouldHaveEveryEventInAWindowOrAmongTheLate() {
        for (long back = 0; back < 3 * DAY; back += 7 * MINUTE) {
            driver.send("acme", "page_view", 1, T0 + 3 * DAY - back);
        }

        long sent = driver.counter("acme", "page_view").count();
        assertThat(sent).isEqualTo(3 * DAY / (7 * MINUTE) + 1);
        assertThat(count(ONE_MINUTE) + driver.dropped("acme", DropMeter.late(ONE_MINUTE)))
                .isEqualTo(sent);
        assertThat(count(ONE_HOUR)).isEqualTo(sent);
    }

    /** Two partitions of a backlog: one read to its end, then the other from its start. */
    @Test
    void shouldLoseNothingToSkewWithinRetention() {
        for (long back = 0; back < 20 * HOUR; back += MINUTE) {
            driver.send("acme", "page_view", 1, T0 + 20 * HOUR - back);
        }
        for (long ahead = 0; ahead < 20 * HOUR; ahead += MINUTE) {
            driver.send("acme", "page_view", 1, T0 + ahead);
        }

        assertThat(count(ONE_MINUTE)).isEqualTo(2 * 20 * 60);
        assertThat(driver.drops()).isEmpty();
    }

    /**
     * A tenant that is idle does not age because others are busy, and may come back at any time.
     */
    @Test
    void shouldTakeATenantThatWasIdleForDays() {
        driver.send("acme", "page_view", 1, T0);
        driver.send("globex", "page_view", 1, T0 + 3 * DAY);
        driver.send("acme", "page_view", 1, T0 + 3 * DAY);

        assertThat(driver.counter("acme", "page_view").count()).isEqualTo(2);
        assertThat(driver.drops()).isEmpty();
    }

    @Test
    void shouldCountTheUndecodableOfTheTenantThatCanBeRead() {
        driver.send(
                "{\"tenant\":\"acme\",\"type\":\"A B\",\"value\":1}"
                        .getBytes(StandardCharsets.UTF_8));
        driver.send("nonsense".getBytes(StandardCharsets.UTF_8));

        assertThat(driver.dropped("acme", DropMeter.UNDECODABLE)).isEqualTo(1);
        assertThat(driver.dropped(Names.NO_TENANT, DropMeter.UNDECODABLE)).isEqualTo(1);
    }

    private long count(WindowSize size) {
        return driver.windows(size, "acme", "page_view").values().stream()
                .mapToLong(Rollup::count)
                .sum();
    }
}
