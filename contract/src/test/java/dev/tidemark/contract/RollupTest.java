package dev.tidemark.contract;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RollupTest {

    @Property
    void shouldMergeInAnyOrder(@ForAll("rollups") Rollup a, @ForAll("rollups") Rollup b) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
    }

    @Property
    void shouldMergeInAnyGrouping(
            @ForAll("rollups") Rollup a, @ForAll("rollups") Rollup b, @ForAll("rollups") Rollup c) {
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    }

    @Property
    void shouldNotChangeByMergingNothing(@ForAll("rollups") Rollup a) {
        assertThat(a.merge(Rollup.EMPTY)).isEqualTo(a);
        assertThat(Rollup.EMPTY.merge(a)).isEqualTo(a);
    }

    @Test
    void shouldKeepTheNewestValueAsLast() {
        Rollup older = Rollup.of(7, 1_000);
        Rollup newer = Rollup.of(3, 2_000);

        assertThat(newer.merge(older)).isEqualTo(new Rollup(2, 10, 3, 7, 3, 2_000));
    }

    @Test
    void shouldKeepASumFinite() {
        Rollup huge = Rollup.of(1e308, 1_000);

        assertThat(huge.merge(huge).merge(huge).sum()).isEqualTo(Double.MAX_VALUE);
    }

    /** Sums of whole numbers are exact, so the laws hold to the bit. */
    @Provide
    Arbitrary<Rollup> rollups() {
        Arbitrary<Double> values = Arbitraries.integers().between(-1_000, 1_000).map(i -> i * 1.0);
        Arbitrary<Long> times = Arbitraries.longs().between(0, 5);
        return Combinators.combine(values, times)
                .as(Rollup::of)
                .list()
                .ofMaxSize(5)
                .map(list -> list.stream().reduce(Rollup.EMPTY, Rollup::merge));
    }
}
