package dev.tidemark.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

final class TopicCountTest {

    @Test
    void shouldTellMissingRepeatedAndUnaskedEventsApart() {
        BitSet accepted = new BitSet();
        accepted.set(0, 4);

        TopicCount.Result result = TopicCount.compare(accepted, new byte[] {1, 0, 2, 1, 0, 1}, 7);

        assertThat(result).isEqualTo(new TopicCount.Result(4, 1, 1, 1, 7));
    }
}
