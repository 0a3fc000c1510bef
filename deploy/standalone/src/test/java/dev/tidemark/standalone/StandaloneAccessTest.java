package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.ingest.otlp.OtlpSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneAccessTest {

    @TempDir Path dataDir;

    private StandaloneSettings settings(String host, boolean insecure) {
        Config none = Config.just(ConfigSources.create(Map.of()));
        return StandaloneSettings.from(none, host, 0, dataDir, insecure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
    void shouldRefuseToListenElsewhereWithoutKeys(String host) throws IOException {
        StandaloneSettings settings = settings(host, false);

        assertThatThrownBy(() -> Standalone.start(settings, Clock.systemUTC()))
                .isInstanceOf(StartFailedException.class)
                .hasMessageStartingWith("--host " + host + ": without API keys only this machine")
                .hasMessageContainingAll("./tidemark key create", "--insecure");
        try (var left = Files.list(dataDir)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shouldNeedKeysWhereTheDataFolderHoldsThem() {
        Path file = StandaloneSettings.keysFile(dataDir);
        new KeyFile(file).update(keys -> List.of());

        AuthSettings auth = settings("0.0.0.0", false).auth();

        assertThat(auth.keysFile()).contains(file);
        assertThat(auth.isSafeAt("0.0.0.0")).isTrue();
    }

    @Test
    void shouldListenElsewhereWhenToldSo() {
        assertThat(settings("0.0.0.0", true).auth().isSafeAt("0.0.0.0")).isTrue();
        assertThat(settings("127.0.0.1", false).auth()).isEqualTo(AuthSettings.NONE);
    }

    @Test
    void shouldReadWhatIsMadeOfOtlpMetrics() {
        Config config =
                Config.just(
                        ConfigSources.create(
                                Map.of("ingest.otlp.resource-attributes", "k8s.pod.name")));

        assertThat(StandaloneSettings.from(config, "127.0.0.1", 0, dataDir, false).intake().otlp())
                .isEqualTo(new OtlpSettings(Set.of("k8s.pod.name")));
    }
}
