package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class PartialBatchTest {

    private static final PartialBatch BATCH =
            new PartialBatch(
                    1_764_000_000_004L,
                    List.of(
                            Partial.counted(
                                    "page_view",
                                    null,
                                    1_764_000_000_000L,
                                    SketchedRollup.of(Rollup.of(2.5, 1_764_000_000_001L))),
                            Partial.counted(
                                    "page_view",
                                    new SeriesKey.Part("page", "/"),
                                    1_764_000_000_000L,
                                    new SketchedRollup(
                                            Rollup.of(2.5, 1_764_000_000_001L),
                                            new byte[] {1, 2, 3},
                                            new byte[] {4})),
                            Partial.dropped("duplicate", SketchedRollup.of(Rollup.of(0, 7)))));

    private final Serde<PartialBatch> serde = PartialBatch.serde();

    @Test
    void shouldReadBackWhatItWrote() {
        assertThat(read(write(BATCH))).isEqualTo(BATCH);
    }

    @Test
    void shouldCutIntoBatchesFarBelowWhatABrokerTakes() {
        SketchedRollup large =
                new SketchedRollup(Rollup.of(1, 1), new byte[12_000], new byte[4_200]);
        List<Partial> partials = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            partials.add(Partial.counted("type_" + i, null, i, large));
        }

        List<PartialBatch> batches = PartialBatch.of(1, partials);

        assertThat(batches).hasSizeGreaterThan(1);
        assertThat(batches.stream().flatMap(batch -> batch.partials().stream()))
                .containsExactlyElementsOf(partials);
        assertThat(batches).allMatch(batch -> write(batch).length <= 256 << 10);
    }

    @Test
    void shouldRefuseAFormatThatItDoesNotKnow() {
        byte[] newer = write(BATCH);
        newer[0] = 9;

        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("format version 9 of partials is not known");
    }

    @Test
    void shouldRefuseWhatIsCutShortOrOfAnUnknownKind() {
        byte[] whole = write(BATCH);
        byte[] unknown = write(BATCH);
        unknown[1 + Long.BYTES + Integer.BYTES] = 'x';

        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> read(unknown))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("unknown kind");
    }

    private byte[] write(PartialBatch batch) {
        return serde.serializer().serialize("t", batch);
    }

    private PartialBatch read(byte[] bytes) {
        return serde.deserializer().deserialize("t", bytes);
    }
}
