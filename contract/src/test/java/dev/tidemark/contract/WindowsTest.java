package dev.tidemark.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.config.InvalidConfigException;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
    void shouldSliceTimeByTheFinestSize() {
        assertThat(Windows.DEFAULT.cell()).isEqualTo(WindowSize.ONE_MINUTE);
        assertThat(windows("1d 30d", "10s 1h", "5m 1d").cell()).isEqualTo(WindowSize.parse("10s"));
    }

    @Test
    void shouldTellEveryViolationAtOnce() {
        Config config =
                config(
                        Map.of(
                                "0.size", "1x",
                                "0.retention", "2d",
                                "1.size", "1h",
                                "1.retention", "10m",
                                "2.size", "2m",
                                "3.retention", "1d",
                                "4.size", "5m",
                                "4.retention", "soon",
                                "5.size", "120s",
                                "5.retention", "1d"));

        assertThatThrownBy(() -> Windows.from(config))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e ->
                                assertThat(e.violations())
                                        .containsExactlyInAnyOrder(
                                                "windows.0.size: '1x' is not a number and one of"
                                                        + " the units ms, s, m, h, d, as in 5m",
                                                "windows.1.retention = 10m: must be at least the"
                                                        + " size, 1h",
                                                "windows.2.retention = nothing: must be a"
                                                        + " duration, as in 5m",
                                                "windows.3.size = nothing: must be a duration,"
                                                        + " as in 5m",
                                                "windows.4.retention: 'soon' is not a number and"
                                                        + " one of the units ms, s, m, h, d, as in"
                                                        + " 5m",
                                                "windows.4.size = 5m: must be a multiple of the"
                                                        + " finest size, 2m",
                                                "windows.5.size = 2m: must name each size once"));
    }

    @Test
    void shouldRefuseTheSameSizeTwice() {
        assertRefused("windows.1.size = 1m: must name each size once", "60s 2d", "1m 1d");
    }

    @Test
    void shouldRefuseSizesThatDoNotFitIntoEachOther() {
        assertRefused(
                "windows.0.size = 5m: must be a multiple of the finest size, 2m", "5m 1d", "2m 1d");
    }

    @Test
    void shouldRefuseSizesThatAreNotWholePositiveSeconds() {
        String rule = "windows.0.size: a window must last a positive whole number of seconds; got ";
        assertRefused(rule + "0 ms", "0s 1d");
        assertRefused(rule + "1500 ms", "1500ms 1d");
        assertRefused(
                "windows.0.size: '-1m' is not a number and one of the units ms, s, m, h, d, as in"
                        + " 5m",
                "-1m 1d");
    }

    @Test
    void shouldRefuseARetentionOfNothing() {
        assertRefused("windows.0.retention = 0d: must be at least the size, 10s", "10s 0d");
    }

    @Test
    void shouldRefuseWhatIsNotAList() {
        Config config = Config.just(ConfigSources.create(Map.of("windows", "1m"))).get("windows");

        assertThatThrownBy(() -> Windows.from(config))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("windows = 1m: must be a list of size, retention");
    }

    @Test
    void shouldRefuseNoSizeAtAll() {
        assertThatThrownBy(() -> new Windows(List.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("windows = []: must name at least one size");
    }

    @Test
    void shouldRefuseSizesInCodeByTheSameRules() {
        List<WindowSpec> specs =
                List.of(
                        new WindowSpec(WindowSize.parse("2m"), Duration.ofDays(1)),
                        new WindowSpec(WindowSize.parse("5m"), Duration.ofDays(1)));

        assertThatThrownBy(() -> new Windows(specs))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("windows = 5m: must be a multiple of the finest size, 2m");
    }

    private static void assertRefused(String violation, String... written) {
        assertThatThrownBy(() -> windows(written))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(violation);
    }

    /** Windows that are each written as size, blank, retention. */
    private static Windows windows(String... written) {
        Map<String, String> nodes = new HashMap<>();
        for (int i = 0; i < written.length; i++) {
            int blank = written[i].indexOf(' ');
            nodes.put(i + ".size", written[i].substring(0, blank));
            nodes.put(i + ".retention", written[i].substring(blank + 1));
        }
        return Windows.from(config(nodes));
    }

    private static Config config(Map<String, String> windows) {
        Map<String, String> all = new HashMap<>();
        windows.forEach((key, value) -> all.put("windows." + key, value));
        return Config.just(ConfigSources.create(all)).get("windows");
    }
}
