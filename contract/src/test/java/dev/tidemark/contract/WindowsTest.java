package dev.tidemark.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.config.InvalidConfigException;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowsTest {

    @Test
    void shouldKeepThreeSizesUnlessToldOtherwise() {
        assertThat(Windows.from(Config.empty()))
                .hasToString(Windows.DEFAULT.toString())
                .extracting(windows -> windows.finest().retention())
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void shouldReadSizesInAnyOrder() {
        Windows windows =
                Windows.from(
                        config(
                                Map.of(
                                        "0.size",
                                        "1h",
                                        "0.retention",
                                        "2d",
                                        "1.size",
                                        "10s",
                                        "1.retention",
                                        "1h")));

        assertThat(windows.finest())
                .isEqualTo(new WindowSpec(WindowSize.parse("10s"), Duration.ofHours(1)));
        assertThat(windows.find(WindowSize.ONE_HOUR)).isPresent();
        assertThat(windows.find(WindowSize.ONE_MINUTE)).isEmpty();
    }

    @Test
    void shouldTellEveryViolationAtOnce() {
        Config config =
                config(
                        Map.of(
                                "0.size",
                                "1x",
                                "0.retention",
                                "2d",
                                "1.size",
                                "1h",
                                "1.retention",
                                "10m",
                                "2.size",
                                "1m"));

        assertThatThrownBy(() -> Windows.from(config))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("'1x' is not a number and one of the units")
                .hasMessageContaining("retention of window 1h must be at least its size")
                .hasMessageContaining("windows.2.retention");
    }

    @Test
    void shouldRefuseTheSameSizeTwice() {
        Config config =
                config(
                        Map.of(
                                "0.size",
                                "60s",
                                "0.retention",
                                "2d",
                                "1.size",
                                "1m",
                                "1.retention",
                                "1d"));

        assertThatThrownBy(() -> Windows.from(config))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("1m: must name each size once");
    }

    private static Config config(Map<String, String> windows) {
        Map<String, String> all = new HashMap<>();
        windows.forEach((key, value) -> all.put("windows." + key, value));
        return Config.just(ConfigSources.create(all)).get("windows");
    }
}
