package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.aggregator.topology.Arrivals.Arrival;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();

    @Test
    void shouldKeepTheNewestOfEachTenant() {
        arrivals.merged("acme", new Arrival(50, 90));
        arrivals.merged("acme", new Arrival(40, 95));
        arrivals.merged("globex", new Arrival(10, 20));

        assertThat(arrivals.newest("acme")).hasValue(new Arrival(50, 90));
        assertThat(arrivals.newest("globex")).hasValue(new Arrival(10, 20));
        assertThat(arrivals.newest("nobody")).isEmpty();
    }

    @Test
    void shouldTellWhenAnEventCouldBeReadAtLast() {
        arrivals.merged("acme", new Arrival(50, 90));
        arrivals.merged("acme", new Arrival(50, 92));

        assertThat(arrivals.newest("acme")).hasValue(new Arrival(50, 92));
    }

    @Test
    void shouldForgetTheTenantThatWasQuietTheLongest() {
        for (int tenant = 0; tenant <= 10_000; tenant++) {
            arrivals.merged("t" + tenant, new Arrival(1, 1));
        }

        assertThat(arrivals.newest("t0")).isEmpty();
        assertThat(arrivals.newest("t1")).isPresent();
    }
}
