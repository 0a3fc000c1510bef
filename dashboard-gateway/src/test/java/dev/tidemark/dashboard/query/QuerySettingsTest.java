package dev.tidemark.dashboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.config.InvalidConfigException;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuerySettingsTest {

    private static QuerySettings settings(Map<String, String> values) {
        return QuerySettings.from(Config.just(ConfigSources.create(values)));
    }

    @Test
    void shouldLookForAnAggregatorOnTheSameMachineByDefault() {
        assertThat(settings(Map.of()).aggregators()).containsExactly("127.0.0.1:8082");
    }

    @Test
    void shouldReadAListOfAFileAndOneOfCommas() {
        assertThat(settings(Map.of("aggregators.0", "a:1", "aggregators.1", "b:2")).aggregators())
                .containsExactly("a:1", "b:2");
        assertThat(settings(Map.of("aggregators", "a:1, b:2")).aggregators())
                .containsExactly("a:1", "b:2");
    }

    @Test
    void shouldNameEveryViolation() {
        assertThatThrownBy(() -> settings(Map.of("aggregators", "nowhere", "max-owners", "0")))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e ->
                                assertThat(e.violations())
                                        .isEqualTo(
                                                List.of(
                                                        "dashboard.aggregators = nowhere: must be"
                                                                + " host:port",
                                                        "dashboard.max-owners = 0: must be"
                                                                + " positive")));
    }
}
