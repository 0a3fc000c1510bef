package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeduplicationTopologyTest {

    private static final Instant T0 = Instant.ofEpochMilli(1_764_000_000_000L);
    private static final Duration REMEMBERED = TopologySettings.DEFAULT_REMEMBER_IDS;

    private final MetricsDriver driver = MetricsDriver.start();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldCountAnIdOnce() {
        driver.sendWithId("acme", "order-17", T0);
        driver.sendWithId("acme", "order-17", T0);
        driver.sendWithId("acme", "order-17", T0.plusSeconds(30));

        assertThat(driver.counter("acme", "order").count()).isEqualTo(1);
    }

    @Test
    void shouldCountTheRepetitionsAsDropped() {
        driver.sendWithId("acme", "order-17", T0);
        driver.sendWithId("acme", "order-17", T0);
        driver.sendWithId("acme", "order-17", T0.plusSeconds(30));

        assertThat(driver.dropped("acme", DropMeter.DUPLICATE)).isEqualTo(2);
        assertThat(driver.drops()).containsExactly("duplicate", "duplicate");
    }

    @Test
    void shouldKeepIdsOfTenantsApart() {
        driver.sendWithId("acme", "1", T0);
        driver.sendWithId("globex", "1", T0);

        assertThat(driver.counter("acme", "order").count()).isEqualTo(1);
        assertThat(driver.counter("globex", "order").count()).isEqualTo(1);
    }

    @Test
    void shouldRememberAnIdAsLongAsIsSaid() {
        driver.sendWithId("acme", "1", T0);
        driver.sendWithId("acme", "1", T0.plus(REMEMBERED).minusMillis(1));

        assertThat(driver.counter("acme", "order").count()).isEqualTo(1);
    }

    @Test
    void shouldForgetAnIdAfterThat() {
        driver.sendWithId("acme", "1", T0);
        driver.sendWithId("acme", "1", T0.plus(REMEMBERED));

        assertThat(driver.counter("acme", "order").count()).isEqualTo(2);
    }

    /** A client that retries every few minutes, for longer than an id is remembered. */
    @Test
    void shouldRememberAnIdFromWhenItWasLastSeen() {
        for (int minutes = 0; minutes <= 60; minutes += 9) {
            driver.sendWithId("acme", "1", T0.plus(Duration.ofMinutes(minutes)));
        }

        assertThat(driver.counter("acme", "order").count()).isEqualTo(1);
    }

    /** Whatever the place of its first sighting in the periods that the store is cut into. */
    @Test
    void shouldRememberAnIdAtAnyTime() {
        for (int second = 0; second < 1_300; second += 13) {
            Instant first = T0.plusSeconds(second);
            String id = "id-" + second;
            driver.sendWithId("acme", id, first);
            driver.sendWithId("acme", id, first.plusSeconds(5));
        }

        assertThat(driver.counter("acme", "order").count()).isEqualTo(100);
        assertThat(driver.dropped("acme", DropMeter.DUPLICATE)).isEqualTo(100);
    }

    /** The clock of another broker, after it took the partition over. */
    @Test
    void shouldRememberAnIdWhenTimeRunsBackwards() {
        driver.sendWithId("acme", "1", T0.plus(REMEMBERED));
        driver.sendWithId("acme", "1", T0);
        driver.sendWithId("acme", "2", T0);
        driver.sendWithId("acme", "2", T0.plusSeconds(1));

        assertThat(driver.counter("acme", "order").count()).isEqualTo(2);
    }

    @Test
    void shouldCountEventsWithoutAClientsIdEachTime() {
        driver.send("acme", "order", 1, T0.toEpochMilli());
        driver.send("acme", "order", 1, T0.toEpochMilli());

        assertThat(driver.counter("acme", "order").count()).isEqualTo(2);
        assertThat(driver.dropped("acme", DropMeter.DUPLICATE)).isZero();
    }
}
