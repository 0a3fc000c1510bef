package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class CodecTest {

    @Property
    void shouldReadBackTheRollupThatItWrote(
            @ForAll long count,
            @ForAll double sum,
            @ForAll double min,
            @ForAll double max,
            @ForAll double last,
            @ForAll long lastUpdateMs) {
        SketchedRollup rollup =
                SketchedRollup.of(new Rollup(count, sum, min, max, last, lastUpdateMs));

        assertThat(RollupCodec.decode(RollupCodec.encode(rollup))).isEqualTo(rollup);
    }

    @Property
    void shouldReadBackTheSketchesThatItWrote(
            @ForAll @Size(max = 300) byte[] quantiles, @ForAll @Size(max = 300) byte[] users) {
        SketchedRollup rollup = new SketchedRollup(Rollup.of(1, 2), quantiles, users);

        assertThat(RollupCodec.decode(RollupCodec.encode(rollup))).isEqualTo(rollup);
    }

    @Property
    void shouldReadBackThePartThatItWrote(
            @ForAll @AlphaChars @NotEmpty String tenant,
            @ForAll @AlphaChars String type,
            @ForAll @AlphaChars String dimension,
            @ForAll String value) {
        SeriesKey series = new SeriesKey(tenant, type).part(dimension, value);

        assertThat(SeriesKeyCodec.decode(SeriesKeyCodec.encode(series))).isEqualTo(series);
    }

    @Property
    void shouldReadBackTheSeriesThatItWrote(
            @ForAll @AlphaChars @NotEmpty String tenant, @ForAll @AlphaChars String type) {
        SeriesKey series = new SeriesKey(tenant, type);

        assertThat(SeriesKeyCodec.decode(SeriesKeyCodec.encode(series))).isEqualTo(series);
    }

    @Test
    void shouldRefuseAStoreFormatThatItDoesNotKnow() {
        byte[] newer = RollupCodec.encode(SketchedRollup.of(Rollup.of(1, 2)));
        newer[0] = 9;

        assertThatThrownBy(() -> RollupCodec.decode(newer))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("store format version 9 is not known");
    }

    @Test
    void shouldRefuseARollupThatIsCutShort() {
        byte[] whole = RollupCodec.encode(SketchedRollup.of(Rollup.of(1, 2)));
        byte[] sketched =
                RollupCodec.encode(new SketchedRollup(Rollup.of(1, 2), new byte[9], new byte[0]));

        assertThatThrownBy(() -> RollupCodec.decode(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> RollupCodec.decode(Arrays.copyOf(sketched, sketched.length - 1)))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> RollupCodec.decode(new byte[0]))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldRefuseAKeyWithoutSeparator() {
        byte[] key = "acme".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> SeriesKeyCodec.decode(key))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldFindThePartitionThatKafkaWouldChooseForTheTenantAsKey() {
        Optional<Set<Integer>> partition =
                new TenantPartitioner<>().partitions("t", "acme", "value", 12);

        int expected =
                BuiltInPartitioner.partitionForKey("acme".getBytes(StandardCharsets.UTF_8), 12);
        assertThat(partition.orElseThrow()).containsExactly(expected);
    }
}
