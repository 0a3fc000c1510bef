package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Rollup;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class AccumulatorTest {

    @Property
    void shouldAddAnEventAsARollupWould(
            @ForAll
                    List<@DoubleRange(min = -Double.MAX_VALUE, max = Double.MAX_VALUE) Double>
                            values,
            @ForAll @IntRange(min = 1, max = 5) int times) {
        Accumulator grown = new Accumulator();
        Rollup merged = Rollup.EMPTY;

        for (int i = 0; i < values.size(); i++) {
            long timestampMs = 1_000L + i % times;
            grown.add(values.get(i), timestampMs);
            merged = merged.merge(Rollup.of(values.get(i), timestampMs));
        }

        assertThat(grown.toRollup().rollup()).isEqualTo(merged);
    }

    @Property
    void shouldAddARollupAsARollupWould(@ForAll List<@IntRange(max = 1_000_000) Integer> values) {
        Accumulator grown = new Accumulator();
        Rollup merged = Rollup.EMPTY;

        for (int i = 0; i < values.size(); i++) {
            Rollup some = Rollup.of(values.get(i), i).merge(Rollup.of(i, values.get(i)));
            grown.add(SketchedRollup.of(some));
            merged = merged.merge(some);
        }

        assertThat(grown.toRollup().rollup()).isEqualTo(merged);
    }
}
