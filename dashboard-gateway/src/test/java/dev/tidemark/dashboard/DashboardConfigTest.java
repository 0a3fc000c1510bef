package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.http.ServerSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DashboardConfigTest {

    private static DashboardConfig config(Map<String, String> values) {
        return DashboardConfig.from(Config.just(ConfigSources.create(values)));
    }

    @Test
    void shouldNeedNoSettingAtAll() {
        assertThat(config(Map.of()))
                .isEqualTo(
                        DashboardConfig.of(
                                new ServerSettings("127.0.0.1", 8083), List.of("127.0.0.1:8082")));
    }

    @Test
    void shouldReadWhatIsSet() {
        DashboardConfig config =
                config(
                        Map.of(
                                "server.port", "9000",
                                "dashboard.aggregators", "a:1,b:2",
                                "dashboard.query-deadline", "500ms",
                                "dashboard.max-connections", "7",
                                "dashboard.max-views-per-tenant", "3",
                                "dashboard.heartbeat", "20s"));

        assertThat(config.server().port()).isEqualTo(9_000);
        assertThat(config.windows()).isEqualTo(Windows.DEFAULT);
        assertThat(config.query().deadline()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.stream().maxConnections()).isEqualTo(7);
        assertThat(config.stream().maxConnectionsPerTenant()).isEqualTo(7);
        assertThat(config.stream().maxViewsPerTenant()).isEqualTo(3);
        assertThat(config.stream().heartbeat()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldTellEverythingThatIsWrongAtOnce() {
        Map<String, String> wrong =
                Map.of(
                        "server.port", "70000",
                        "dashboard.query-deadline", "soon",
                        "dashboard.max-connections", "0");

        InvalidConfigException e =
                catchThrowableOfType(InvalidConfigException.class, () -> config(wrong));

        assertThat(e.violations())
                .containsExactly(
                        "server.port = 70000: must be from 0 to 65535",
                        "dashboard.query-deadline: 'soon' is not a number and one of the units ms,"
                                + " s, m, h, d, as in 5m",
                        "dashboard.max-connections = 0: must be positive");
    }
}
