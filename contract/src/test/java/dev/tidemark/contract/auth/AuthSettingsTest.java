package dev.tidemark.contract.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.http.ServerSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthSettingsTest {

    private static AuthSettings from(String host, Map<String, String> settings) {
        return AuthSettings.from(
                Config.just(ConfigSources.create(settings)), new ServerSettings(host, 1));
    }

    @Test
    void shouldReadEverySetting() {
        AuthSettings settings =
                from(
                        "0.0.0.0",
                        Map.of(
                                "keys-file", "/etc/keys.json",
                                "session-secret", "s".repeat(32),
                                "session-max-age", "1h"));

        assertThat(settings.keysFile()).contains(Path.of("/etc/keys.json"));
        assertThat(settings.sessionMaxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.toString()).doesNotContain("ssss");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.8.0.1", "localhost", "::1"})
    void shouldNeedNoKeysOnLoopback(String host) {
        assertThat(from(host, Map.of())).isEqualTo(AuthSettings.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "::", "192.0.2.7", "no.such.host.invalid"})
    void shouldRefuseToListenElsewhereWithoutKeys(String host) {
        assertThatThrownBy(() -> from(host, Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("server.host = " + host + ": without API keys only");
    }

    @Test
    void shouldListenAnywhereWhenToldThatEverybodyMayCome() {
        AuthSettings settings = from("0.0.0.0", Map.of("insecure", "true"));

        assertThat(settings.told()).contains("everybody who reaches this address");
    }

    @Test
    void shouldRefuseASecretThatCouldBeGuessed() {
        assertThatThrownBy(() -> from("::1", Map.of("session-secret", "short")))
                .hasMessage("auth.session-secret = ***: must have at least 32 bytes");
    }
}
