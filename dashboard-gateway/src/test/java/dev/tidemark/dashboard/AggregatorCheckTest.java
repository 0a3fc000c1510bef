package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.health.HealthCheckResponse.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AggregatorCheckTest {

    private int probes;
    private boolean reachable = true;
    private final HandClock clock = new HandClock();

    private AggregatorCheck check() {
        return new AggregatorCheck(
                () -> {
                    probes++;
                    return reachable;
                },
                clock);
    }

    @Test
    void shouldProbeOnceHoweverOftenItIsAsked() {
        AggregatorCheck check = check();

        check.call();
        check.call();

        assertThat(probes).isEqualTo(1);
    }

    @Test
    void shouldSeeAChangeAfterAWhile() {
        AggregatorCheck check = check();
        assertThat(check.call().status()).isEqualTo(Status.UP);

        reachable = false;
        clock.advance(Duration.ofSeconds(3));

        assertThat(check.call().status()).isEqualTo(Status.DOWN);
    }
}
