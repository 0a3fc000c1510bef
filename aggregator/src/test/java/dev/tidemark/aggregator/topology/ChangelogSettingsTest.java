package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Windows;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangelogSettingsTest {

    @Test
    void shouldKeepAChangelogSlightlyLongerThanItsStore() {
        assertThat(ChangelogSettings.ofWindows(Duration.ofHours(24)))
                .isEqualTo(
                        Map.of(
                                "cleanup.policy", "compact,delete",
                                "retention.ms", Long.toString(Duration.ofMinutes(1450).toMillis()),
                                "segment.ms", "3600000",
                                "segment.bytes", "16777216",
                                "min.cleanable.dirty.ratio", "0.2",
                                "delete.retention.ms", "3600000"));
    }

    @Test
    void shouldBoundHowLongASegmentSpans() {
        assertThat(ChangelogSettings.ofWindows(Duration.ofMinutes(11)))
                .containsEntry("segment.ms", "60000");
        assertThat(ChangelogSettings.ofWindows(Duration.ofDays(90)))
                .containsEntry("segment.ms", "86400000");
    }

    @Test
    void shouldDeleteNoCounter() {
        assertThat(ChangelogSettings.ofKeyValues())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void shouldNameEveryStore() {
        assertThat(ChangelogSettings.byStore(TopologySettings.of(Windows.DEFAULT)))
                .containsOnlyKeys(
                        "counters", "drops", "seen-ids", "windows-1m", "windows-5m", "windows-1h");
    }
}
