package dev.tidemark.aggregator.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileSketchTest {

    private static final double[] PERCENTILES = {0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1};
    private static final double PROMISED = 0.01;

    static Stream<Arguments> distributions() {
        return Stream.of(
                of("uniform", random -> random.nextDouble() * 1000),
                of("lognormal", random -> Math.exp(3 + random.nextGaussian())),
                of("Pareto", random -> Math.pow(1 - random.nextDouble(), -1 / 1.2)),
                of(
                        "two humps, a hundred thousand apart",
                        random ->
                                Math.exp(random.nextGaussian() / 4)
                                        * (random.nextBoolean() ? 2e-3 : 2e2)),
                of("both signs", random -> Math.exp(1.5 * random.nextGaussian()) * sign(random)),
                of("mostly zeros", random -> random.nextInt(3) == 0 ? random.nextGaussian() : 0.0));
    }

    private static Arguments of(String name, ToDoubleFunction<Random> distribution) {
        return Arguments.of(name, distribution);
    }

    private static double sign(Random random) {
        return random.nextBoolean() ? 1 : -1;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void shouldBeWithinOnePercentOfTheExactPercentiles(
            String name, ToDoubleFunction<Random> distribution) {
        Random random = new Random(name.hashCode());
        double[] values =
                random.doubles(1_000_000).map(d -> distribution.applyAsDouble(random)).toArray();

        assertWithinOnePercent(sketchOf(values), values);
    }

    @Test
    void shouldHoldTheLargestAndSmallestMagnitudes() {
        double[] values = {
            -Double.MAX_VALUE, -1e300, -1, -1e-300, 1e-300, 3, 1e300, Double.MAX_VALUE
        };
        for (double value : values) {
            assertWithinOnePercent(sketchOf(value), new double[] {value});
        }

        assertWithinOnePercent(sketchOf(values), values);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL})
    void shouldCountWhatIsNextToZeroAsZero(double value) {
        assertThat(sketchOf(value).quantile(0.5)).isZero();
        assertThat(sketchOf(value).toBytes()).isEqualTo(sketchOf(0).toBytes());
    }

    @Test
    void shouldBeWithinOnePercentAtEveryMagnitude() {
        for (double value = 2.3e-308; value < 1e308; value *= 1.00137) {
            double estimate = sketchOf(value).quantile(0.5);

            assertThat(Math.abs(estimate - value)).isLessThanOrEqualTo(PROMISED * value);
        }
    }

    @Test
    void shouldNotLoseTheOthersToOneOutlier() {
        double[] values = {1, 2, 3, 4, 5, Double.MAX_VALUE};

        assertThat(sketchOf(values).quantile(0.4)).isBetween(3 * 0.99, 3 * 1.01);
    }

    @Test
    void shouldStaySmallAndExactAtTheTopForValuesOfEveryMagnitude() {
        Random random = new Random(7);
        double[] values =
                random.doubles(200_000)
                        .map(d -> Math.pow(10, 600 * d - 300) * sign(random))
                        .toArray();
        QuantileSketch sketch = sketchOf(values);

        // The top 2,048 bins are those above 1e282, 3 % of the positive values.
        Arrays.sort(values);
        assertThat(sketch.count()).isEqualTo(values.length);
        assertThat(sketch.quantile(0.99))
                .isCloseTo(exact(values, 0.99), within(exact(values, 0.99)));
        assertThat(sketch.toBytes()).hasSizeLessThan(3 * Bins.MAX_BINS);
    }

    @Test
    void shouldTakeFewBytes() {
        Random random = new Random(1);
        double[] lognormal =
                random.doubles(10_000).map(d -> Math.exp(random.nextGaussian())).toArray();

        assertThat(sketchOf().toBytes()).hasSize(1);
        assertThat(sketchOf(42).toBytes()).hasSize(5);
        assertThat(sketchOf(Arrays.copyOf(lognormal, 10)).toBytes()).hasSizeLessThan(40);
        assertThat(sketchOf(lognormal).toBytes()).hasSizeLessThan(800);
    }

    /** Stored sketches must not be read otherwise after an upgrade of the library. */
    @Test
    void shouldKeepItsFormat() {
        QuantileSketch sketch = sketchOf(-1.5, 0, 0, 0.001, 1, 42, 1e6);

        assertThat(HexFormat.of().formatHex(sketch.toBytes()))
                .isEqualTo("01d49a0201b69a0202c1970201e00201bd0101810401");
    }

    @Test
    void shouldNotAnswerWithoutValues() {
        assertThat(sketchOf().isEmpty()).isTrue();
        assertThat(sketchOf().count()).isZero();
        assertThatThrownBy(() -> sketchOf().quantile(0.5))
                .isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNoNumber(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> sketchOf(value));
        assertThatIllegalArgumentException().isThrownBy(() -> sketchOf(1).quantile(value));
    }

    @Test
    void shouldLeaveACopyAlone() {
        QuantileSketch sketch = sketchOf(1, 2, 3);
        QuantileSketch copy = sketch.copy();
        sketch.add(4);
        copy.add(0.5);

        assertThat(sketch.toBytes()).isEqualTo(sketchOf(1, 2, 3, 4).toBytes());
        assertThat(copy.toBytes()).isEqualTo(sketchOf(0.5, 1, 2, 3).toBytes());
    }

    @Test
    void shouldStopCountingBeforeItOverflows() {
        QuantileSketch sketch = sketchOf(1, 2);
        for (int doubled = 0; doubled < 100; doubled++) {
            sketch.merge(sketch);
        }

        assertThat(sketch.count()).isEqualTo(2 * Bins.MAX_COUNT);
        assertThat(QuantileSketch.fromBytes(sketch.toBytes()).toBytes())
                .isEqualTo(sketch.toBytes());
    }

    static List<byte[]> malformed() {
        return Stream.of(
                        "",
                        "00",
                        "02",
                        "01 05",
                        "01 05 00",
                        "01 85 00 01",
                        "01 80 80 00 01",
                        "01 ff ff 7f 01",
                        "01 ff ff ff 7f 01",
                        "01 05 ff ff ff ff ff ff 7f",
                        "01 05 ff ff ff ff ff ff ff ff ff 01",
                        "01 05 01 00")
                .map(hex -> HexFormat.of().parseHex(hex.replace(" ", "")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void shouldRefuseBytesThatItDidNotWrite(byte[] bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantileSketch.fromBytes(bytes))
                .withMessageStartingWith("not a quantile sketch: ");
    }

    @Test
    void shouldRefuseMoreBinsThanItKeeps() {
        byte[] bytes = new byte[1 + 2 * (Bins.MAX_BINS + 1)];
        for (int i = 2; i < bytes.length; i += 2) {
            bytes[i] = 1;
        }
        bytes[0] = BinsCodec.VERSION;

        assertThatIllegalArgumentException().isThrownBy(() -> QuantileSketch.fromBytes(bytes));
        assertThat(QuantileSketch.fromBytes(Arrays.copyOf(bytes, bytes.length - 2)).count())
                .isEqualTo(Bins.MAX_BINS);
    }

    static QuantileSketch sketchOf(double... values) {
        QuantileSketch sketch = new QuantileSketch();
        for (double value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    private static void assertWithinOnePercent(QuantileSketch sketch, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double q : PERCENTILES) {
            double exact = exact(sorted, q);

            assertThat(sketch.quantile(q)).as("p%s", q * 100).isCloseTo(exact, within(exact));
        }
        assertThat(sketch.count()).isEqualTo(values.length);
    }

    private static double exact(double[] sorted, double q) {
        return sorted[(int) (q * (sorted.length - 1))];
    }

    private static Offset<Double> within(double exact) {
        return Offset.offset(PROMISED * Math.abs(exact));
    }
}
