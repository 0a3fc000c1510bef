package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.WindowSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartialsTest {

    private static final long MINUTE = 60_000;

    private final Partials partials = new Partials(WindowSize.ONE_MINUTE, DetailSettings.NONE);

    @Test
    void shouldSumUpByTenantTypeAndCell() {
        count("acme", "order", 1, 0);
        count("acme", "order", 2, MINUTE - 1);
        count("acme", "order", 4, MINUTE);
        count("acme", "error", 8, 0);
        count("globex", "order", 16, 0);

        assertThat(partials.size()).isEqualTo(4);
        assertThat(drained())
                .isEqualTo(
                        Map.of(
                                "acme/order/0", Rollup.of(1, 0).merge(Rollup.of(2, MINUTE - 1)),
                                "acme/order/60000", Rollup.of(4, MINUTE),
                                "acme/error/0", Rollup.of(8, 0),
                                "globex/order/0", Rollup.of(16, 0)));
    }

    /** Cells in any order, as a backlog or a late producer brings them, and commits in between. */
    @Property
    void shouldFindEachCellAgain(
            @ForAll List<@IntRange(max = 5) Integer> minutes,
            @ForAll @IntRange(min = 1, max = 20) int eventsOfACommit) {
        Map<String, Rollup> expected = new HashMap<>();
        Map<String, Rollup> found = new HashMap<>();
        Partials some = new Partials(WindowSize.ONE_MINUTE, DetailSettings.NONE);
        for (int i = 0; i < minutes.size(); i++) {
            long at = minutes.get(i) * MINUTE + 7;
            some.count(event("acme", "order", 1, at));
            expected.merge(
                    "acme/order/" + minutes.get(i) * MINUTE, Rollup.of(1, at), Rollup::merge);
            if (i % eventsOfACommit == 0) {
                drain(some, found);
            }
        }
        drain(some, found);

        assertThat(found).isEqualTo(expected);
        assertThat(some.size()).isZero();
    }

    @Test
    void shouldKeepWhatIsDroppedApart() {
        partials.drop("acme", "duplicate", 5);
        partials.drop("acme", "duplicate", 3);

        assertThat(partials.size()).isEqualTo(1);
        assertThat(drained()).isEqualTo(Map.of("acme/!duplicate/0", new Rollup(2, 0, 0, 0, 0, 5)));
    }

    @Test
    void shouldForgetAll() {
        count("acme", "order", 1, 0);
        partials.drop("acme", "duplicate", 5);

        partials.clear();

        assertThat(partials.size()).isZero();
        assertThat(drained()).isEmpty();
    }

    @Test
    void shouldHandEachOverOnce() {
        count("acme", "order", 1, 0);
        drained();
        count("acme", "error", 2, 0);

        assertThat(drained()).isEqualTo(Map.of("acme/error/0", Rollup.of(2, 0)));
        assertThat(drained()).isEmpty();
    }

    private void count(String tenant, String type, double value, long timestampMs) {
        partials.count(event(tenant, type, value, timestampMs));
    }

    private static MetricEvent event(String tenant, String type, double value, long timestampMs) {
        return new MetricEvent(tenant, "id", type, value, null, Map.of(), timestampMs, timestampMs);
    }

    private Map<String, Rollup> drained() {
        Map<String, Rollup> all = new HashMap<>();
        drain(partials, all);
        return all;
    }

    private static void drain(Partials from, Map<String, Rollup> into) {
        from.drain(
                (tenant, some) ->
                        some.forEach(
                                partial ->
                                        into.merge(
                                                "%s/%s%s/%d"
                                                        .formatted(
                                                                tenant,
                                                                partial.kind()
                                                                                == Partial.Kind
                                                                                        .DROPPED
                                                                        ? "!"
                                                                        : "",
                                                                partial.name(),
                                                                partial.cellStartMs()),
                                                partial.sums().rollup(),
                                                Rollup::merge)));
    }
}
