package dev.tidemark.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FingerprintsTest {

    private static final int MANY = 200_000;

    private final Fingerprints prints = new Fingerprints();

    @Test
    void shouldCountWhatWasThereBefore() {
        for (int i = 0; i < MANY; i++) {
            prints.add("tenant-000/page_view-1760000000000-" + i);
        }
        assertThat(prints.repeated()).isZero();

        prints.add("tenant-000/page_view-1760000000000-7");
        prints.add("tenant-000/page_view-1760000000000-7");
        prints.add("tenant-001/page_view-1760000000000-7");

        assertThat(prints.repeated()).isEqualTo(2);
    }
}
