package dev.tidemark.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSizeTest {

    @ParameterizedTest
    @CsvSource({
        "10s, 10000, 10s",
        "60s, 60000, 1m",
        "5m, 300000, 5m",
        "90m, 5400000, 90m",
        "1h, 3600000, 1h",
        "24h, 86400000, 1d"
    })
    void shouldHaveOneShortNameForEachLength(String written, long lengthMs, String name) {
        WindowSize size = WindowSize.parse(written);

        assertThat(size.lengthMs()).isEqualTo(lengthMs);
        assertThat(size).hasToString(name);
        assertThat(WindowSize.parse(name)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "0m", "-5m", "5 m", "5w", "1.5h", "100ms", "1500ms"})
    void shouldRefuseWhatIsNotAWindow(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> WindowSize.parse(written));
    }

    @Test
    void shouldAlignWindowsToTheEpoch() {
        assertThat(WindowSize.ONE_MINUTE.startOf(60_000)).isEqualTo(60_000);
        assertThat(WindowSize.ONE_MINUTE.startOf(119_999)).isEqualTo(60_000);
        assertThat(WindowSize.ONE_MINUTE.startOf(-1)).isEqualTo(-60_000);
    }
}
