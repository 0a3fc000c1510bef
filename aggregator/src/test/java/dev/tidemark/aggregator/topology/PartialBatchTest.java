package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.Rollup;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class PartialBatchTest {

    private static final PartialBatch BATCH =
            new PartialBatch(
                    1_764_000_000_004L,
                    List.of(
                            new Partial(
                                    Partial.Kind.COUNTED,
                                    "page_view",
                                    1_764_000_000_000L,
                                    Rollup.of(2.5, 1_764_000_000_001L)),
                            new Partial(Partial.Kind.DROPPED, "duplicate", 0, Rollup.of(0, 7))));

    private final Serde<PartialBatch> serde = PartialBatch.serde();

    @Test
    void shouldReadBackWhatItWrote() {
        assertThat(read(write(BATCH))).isEqualTo(BATCH);
    }

    @Test
    void shouldKeepAFullBatchFarBelowWhatABrokerTakes() {
        Partial longest =
                new Partial(Partial.Kind.COUNTED, "x".repeat(64), Long.MAX_VALUE, Rollup.of(1, 1));

        byte[] bytes =
                write(new PartialBatch(1, Collections.nCopies(PartialBatch.MAX_PARTIALS, longest)));

        assertThat(bytes.length).isLessThan(128 << 10);
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
