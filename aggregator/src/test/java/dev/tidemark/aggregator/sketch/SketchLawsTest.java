package dev.tidemark.aggregator.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What must hold of both sketches for partials to be merged in any way. */
class SketchLawsTest {

    /** One kind of sketch, of things that are added. */
    private record Kind<S, T>(
            Supplier<S> empty,
            BiConsumer<S, T> add,
            BiConsumer<S, S> merge,
            Function<S, byte[]> toBytes,
            Function<byte[], S> fromBytes) {

        S of(List<T> things) {
            S sketch = empty.get();
            things.forEach(thing -> add.accept(sketch, thing));
            return sketch;
        }

        S merged(S a, S b) {
            S sum = fromBytes.apply(toBytes.apply(a));
            merge.accept(sum, b);
            return sum;
        }

        byte[] bytes(S sketch) {
            return toBytes.apply(sketch);
        }
    }

    private static final Kind<QuantileSketch, Double> QUANTILES =
            new Kind<>(
                    QuantileSketch::new,
                    QuantileSketch::add,
                    QuantileSketch::merge,
                    QuantileSketch::toBytes,
                    QuantileSketch::fromBytes);

    private static final Kind<DistinctSketch, String> DISTINCT =
            new Kind<>(
                    DistinctSketch::new,
                    DistinctSketch::add,
                    DistinctSketch::merge,
                    DistinctSketch::toBytes,
                    DistinctSketch::fromBytes);

    @Property(tries = 200)
    void shouldMergeQuantilesByTheLaws(
            @ForAll("values") List<Double> a,
            @ForAll("values") List<Double> b,
            @ForAll("values") List<Double> c) {
        holdsTheLaws(QUANTILES, a, b, c);
    }

    @Property(tries = 200)
    void shouldMergeDistinctIdsByTheLaws(
            @ForAll("ids") List<String> a,
            @ForAll("ids") List<String> b,
            @ForAll("ids") List<String> c) {
        holdsTheLaws(DISTINCT, a, b, c);
    }

    private static <S, T> void holdsTheLaws(Kind<S, T> kind, List<T> a, List<T> b, List<T> c) {
        S ofA = kind.of(a);
        S ofB = kind.of(b);
        S ofC = kind.of(c);
        byte[] bytesOfB = kind.bytes(ofB);
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        byte[] expected = kind.bytes(kind.of(all));

        assertThat(kind.bytes(kind.merged(kind.merged(ofA, ofB), ofC))).isEqualTo(expected);
        assertThat(kind.bytes(kind.merged(ofA, kind.merged(ofB, ofC)))).isEqualTo(expected);
        assertThat(kind.bytes(kind.merged(ofC, kind.merged(ofB, ofA)))).isEqualTo(expected);
        assertThat(kind.bytes(kind.merged(ofA, kind.empty().get()))).isEqualTo(kind.bytes(ofA));
        assertThat(kind.bytes(kind.merged(kind.empty().get(), ofA))).isEqualTo(kind.bytes(ofA));
        assertThat(kind.bytes(ofB)).isEqualTo(bytesOfB);
    }

    @Property(tries = 100)
    void shouldGiveTheSameQuantilesForAnySplit(
            @ForAll("values") @Size(min = 1) List<Double> values, @ForAll Random random) {
        assertThat(QUANTILES.bytes(split(QUANTILES, values, random)))
                .isEqualTo(QUANTILES.bytes(QUANTILES.of(values)));
    }

    @Property(tries = 100)
    void shouldGiveTheSameDistinctIdsForAnySplit(
            @ForAll("ids") @Size(min = 1) List<String> ids, @ForAll Random random) {
        assertThat(DISTINCT.bytes(split(DISTINCT, ids, random)))
                .isEqualTo(DISTINCT.bytes(DISTINCT.of(ids)));
    }

    /** As partitions and commits do: partials of some things each, through bytes, in any order. */
    private static <S, T> S split(Kind<S, T> kind, List<T> things, Random random) {
        List<T> shuffled = new ArrayList<>(things);
        Collections.shuffle(shuffled, random);
        S all = kind.empty().get();
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(things.size()));
            byte[] partial = kind.bytes(kind.of(shuffled.subList(from, to)));
            kind.merge().accept(all, kind.fromBytes().apply(partial));
            all = kind.fromBytes().apply(kind.bytes(all));
            from = to;
        }
        return all;
    }

    /** Whatever is read is a sketch that works, of no more memory than its bytes. */
    @Property(tries = 2_000)
    void shouldReadOrRefuseAnyBytes(@ForAll byte[] bytes, @ForAll @IntRange(max = 3) int format) {
        if (bytes.length > 0) {
            bytes[0] = (byte) format;
        }
        if (reads(QUANTILES, bytes)) {
            QuantileSketch sketch = QuantileSketch.fromBytes(bytes);
            assertThat(sketch.isEmpty() || Double.isFinite(sketch.quantile(0.5))).isTrue();
        }
        if (reads(DISTINCT, bytes)) {
            assertThat(DistinctSketch.fromBytes(bytes).estimate()).isNotNegative();
        }
    }

    @Property(tries = 500)
    void shouldReadOrRefuseDamagedBytes(
            @ForAll("values") List<Double> values,
            @ForAll("ids") List<String> ids,
            @ForAll Random random) {
        reads(QUANTILES, damaged(QUANTILES.bytes(QUANTILES.of(values)), random));
        reads(DISTINCT, damaged(DISTINCT.bytes(DISTINCT.of(ids)), random));
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = Arrays.copyOf(bytes, Math.max(1, bytes.length + random.nextInt(3) - 1));
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        return damaged;
    }

    /** Whether these bytes are read; then they are what is written. */
    private static <S, T> boolean reads(Kind<S, T> kind, byte[] bytes) {
        try {
            assertThat(kind.bytes(kind.fromBytes().apply(bytes))).isEqualTo(bytes);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Some few, some of every magnitude and more than there are bins. */
    @Provide
    Arbitrary<List<Double>> values() {
        Arbitrary<Double> any = Arbitraries.doubles().between(-Double.MAX_VALUE, Double.MAX_VALUE);
        Arbitrary<Double> usual = Arbitraries.doubles().between(-10, 1000);
        return Arbitraries.oneOf(
                Arbitraries.oneOf(usual, any, Arbitraries.of(0.0, 1.0)).list().ofMaxSize(50),
                Arbitraries.randomValue(SketchLawsTest::ofEveryMagnitude));
    }

    private static List<Double> ofEveryMagnitude(Random random) {
        return random.doubles(2_500)
                .mapToObj(d -> Math.scalb(d - 0.5, random.nextInt(2_000) - 1_000))
                .toList();
    }

    /** Some few, some more than are kept as tokens. */
    @Provide
    Arbitrary<List<String>> ids() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12).list().ofMaxSize(30),
                Arbitraries.randomValue(
                        random ->
                                random.ints(random.nextInt(1_500), 0, 2_000)
                                        .mapToObj(i -> "u" + i)
                                        .toList()));
    }
}
