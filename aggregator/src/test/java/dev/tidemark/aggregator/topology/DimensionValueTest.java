package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DimensionValueTest {

    @Test
    void shouldBeTheTextOfAScalar() {
        assertThat(DimensionValue.of("/home")).isEqualTo("/home");
        assertThat(DimensionValue.of(404)).isEqualTo("404");
        assertThat(DimensionValue.of(0.5)).isEqualTo("0.5");
        assertThat(DimensionValue.of(true)).isEqualTo("true");
    }

    @Test
    void shouldBeNoneForAllElse() {
        assertThat(DimensionValue.of(null)).isEqualTo("__none__");
        assertThat(DimensionValue.of("")).isEqualTo("__none__");
        assertThat(DimensionValue.of(List.of(1))).isEqualTo("__none__");
        assertThat(DimensionValue.of(Map.of())).isEqualTo("__none__");
    }

    @Test
    void shouldCutWhatIsTooLong() {
        assertThat(DimensionValue.of("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(DimensionValue.of("x".repeat(129))).isEqualTo("x".repeat(127) + "…");
        assertThat(DimensionValue.of("x".repeat(126) + "😀😀")).isEqualTo("x".repeat(126) + "…");
    }

    @Test
    void shouldNotHoldHalfASurrogatePair() {
        assertThat(DimensionValue.of("a\uD83D")).isEqualTo("a?");
        assertThat(DimensionValue.of("a😀")).isEqualTo("a😀");
    }
}
