package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.aggregator.InternalTopics;
import dev.tidemark.aggregator.InternalTopics.Change;
import dev.tidemark.aggregator.InternalTopics.Report;
import dev.tidemark.aggregator.topology.ChangelogSettings;
import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running installation whose windows are configured anew. */
class OtherWindowsIT {

    private static final String APPLICATION = "tidemark-aggregator";
    private static final String MINUTES = APPLICATION + "-windows-1m-changelog";

    @TempDir Path dataDir;

    @Test
    void shouldKeepWindowsWhoseRetentionIsRaised() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir, windows("1m 2h"))) {
            long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
            for (long at : new long[] {hourAgo, System.currentTimeMillis()}) {
                product.track(
                        "acme", "{\"type\":\"error\",\"value\":1,\"timestamp\":%d}".formatted(at));
            }
            awaitWindows(product, 2);
        }

        // Twice the retention, so half of the old segments' names exist under the new one.
        try (RunningProduct product = RunningProduct.start(dataDir, windows("1m 250m"))) {
            awaitWindows(product, 2);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", product.kafka()))) {
                assertThat(align(admin, windows("1m 250m")).changes()).isEmpty();
            }
        }
    }

    @Test
    void shouldSayWhatItFound() {
        try (RunningProduct product = RunningProduct.start(dataDir, windows("1m 2h", "5m 1d"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", product.kafka()))) {
            assertThat(align(admin, windows("1m 2h", "5m 1d")))
                    .isEqualTo(new Report(List.of(), List.of(), Map.of()));

            Report report = align(admin, windows("10s 1h", "1m 3h"));

            assertThat(report.changes())
                    .containsExactly(
                            new Change(MINUTES, "retention.ms", minutes(140), minutes(200)),
                            new Change(MINUTES, "segment.ms", "325000", "475000"));
            assertThat(report.added()).containsExactly(WindowSize.parse("10s"));
            assertThat(report.dropped())
                    .isEqualTo(
                            Map.of(WindowSize.FIVE_MINUTES, APPLICATION + "-windows-5m-changelog"));
            assertThat(align(admin, windows("10s 1h", "1m 3h")).changes()).isEmpty();
        }
    }

    private static Report align(Admin admin, Windows windows) {
        return InternalTopics.align(
                admin,
                APPLICATION,
                windows,
                ChangelogSettings.byStore(TopologySettings.of(windows)));
    }

    private static void awaitWindows(RunningProduct product, int count) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> product.snapshot("tenant=acme&window=1m&range=90m"),
                        (JsonNode body) -> body.at("/timeSeries").size() == count);
    }

    private static String minutes(int count) {
        return Long.toString(Duration.ofMinutes(count).toMillis());
    }

    /** Windows that are each written as size, blank, retention. */
    private static Windows windows(String... written) {
        return new Windows(
                Arrays.stream(written)
                        .map(text -> text.split(" ", -1))
                        .map(
                                text ->
                                        new WindowSpec(
                                                WindowSize.parse(text[0]),
                                                Durations.parse(text[1])))
                        .toList());
    }
}
