package dev.tidemark.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLayoutTest {

    @TempDir Path stateDir;

    private final AtomicInteger wipes = new AtomicInteger();

    @Test
    void shouldKeepStoresOfTheSameWindows() {
        settle(minutesKept(Duration.ofHours(1)));
        settle(minutesKept(Duration.ofHours(1)));

        // The first time, nothing says under which windows the stores were written.
        assertThat(wipes).hasValue(1);
    }

    @Test
    void shouldWipeStoresWhoseSegmentsAreCutInAnotherWay() {
        settle(minutesKept(Duration.ofHours(1)));
        settle(minutesKept(Duration.ofHours(2)));

        assertThat(wipes).hasValue(2);
    }

    @Test
    void shouldWipeStoresOfSizesThatAreNoLongerKept() {
        settle(Windows.DEFAULT);
        settle(minutesKept(Duration.ofHours(24)));

        assertThat(wipes).hasValue(2);
    }

    private void settle(Windows windows) {
        StateLayout.settle(
                StreamsSettings.of(stateDir), TopologySettings.of(windows), wipes::incrementAndGet);
    }

    private static Windows minutesKept(Duration retention) {
        return new Windows(List.of(new WindowSpec(WindowSize.ONE_MINUTE, retention)));
    }
}
