package dev.tidemark.contract.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String HASH = "ab".repeat(32);

    @TempDir Path folder;

    private KeyFile file() {
        return new KeyFile(folder.resolve("sub").resolve("keys.json"));
    }

    private static NewKey key() {
        return NewKey.generate(
                "a \"name\"", Set.of(Scope.READ, Scope.INGEST), new Tenants("acme"), NOW);
    }

    private static List<ApiKey> with(List<ApiKey> keys, ApiKey more) {
        return Stream.concat(keys.stream(), Stream.of(more)).toList();
    }

    @Test
    void shouldGiveBackWhatWasWritten() {
        ApiKey good = key().stored();
        ApiKey revoked =
                NewKey.generate("", Set.of(Scope.ADMIN), Tenants.ALL, NOW)
                        .stored()
                        .revokedAt(NOW.plusSeconds(9));

        file().update(keys -> List.of(good, revoked));

        assertThat(file().read()).containsExactly(good, revoked);
    }

    @Test
    void shouldBeForItsOwnerOnlyAndWithoutTheSecret() throws IOException {
        NewKey key = key();

        file().update(keys -> List.of(key.stored()));

        Path path = folder.resolve("sub").resolve("keys.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        String secret = key.written().value().substring(key.written().value().lastIndexOf('_'));
        assertThat(Files.readString(path)).contains(key.stored().id()).doesNotContain(secret);
        try (Stream<Path> left = Files.list(path.getParent())) {
            assertThat(left.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.json", "keys.json.lock");
        }
    }

    @Test
    void shouldAddToTheKeysThatAreThere() {
        KeyFile first = file();
        first.update(keys -> List.of());

        IntStream.range(0, 8).forEach(i -> first.update(keys -> with(keys, key().stored())));

        assertThat(file().read()).hasSize(8);
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertThatThrownBy(() -> file().read())
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("there is no file of API keys at")
                .hasMessageContaining("keys.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2,\"keys\":[]}",
                "{\"version\":1}",
                "{\"version\":1,\"keys\":[]} {}",
                "{\"version\":1,\"keys\":[],\"keys\":[]}",
                "{\"version\":1,\"keys\":[{}]}",
                "{\"version\":1,\"keys\":[KEY,KEY]}",
                "{\"version\":1,\"keys\":[KEY_WITH_SCOPE_ROOT]}",
                "{\"version\":1,\"keys\":[KEY_WITHOUT_SCOPES]}",
                "{\"version\":1,\"keys\":[KEY_WITH_REVOKD]}",
                "{\"version\":1,\"keys\":[KEY_WITH_BAD_REVOKED]}",
                "{\"version\":1,\"keys\":[KEY_WITH_BAD_TENANT]}",
            })
    void shouldRefuseAFileThatIsBroken(String written) throws IOException {
        String key =
                "{\"id\":\"k1\",\"name\":\"\",\"hash\":\""
                        + HASH
                        + "\",\"scopes\":[\"read\"],\"tenant\":\"acme\","
                        + "\"created\":\"2026-11-24T12:00:00Z\"}";
        String content =
                written.replace("KEY_WITH_SCOPE_ROOT", key.replace("\"read\"", "\"root\""))
                        .replace("KEY_WITHOUT_SCOPES", key.replace("\"read\"", ""))
                        .replace("KEY_WITH_REVOKD", key.replace("\"id\"", "\"revokd\":1,\"id\""))
                        .replace(
                                "KEY_WITH_BAD_REVOKED",
                                key.replace("\"id\"", "\"revoked\":null,\"id\""))
                        .replace("KEY_WITH_BAD_TENANT", key.replace("acme", "a b"))
                        .replace("KEY", key);
        Path path = folder.resolve("keys.json");
        Files.writeString(path, content);

        assertThatThrownBy(() -> new KeyFile(path).read())
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("is broken")
                .message()
                .doesNotContain(HASH);
    }

    @Test
    void shouldKeepSecretsOutOfTexts() {
        NewKey key = key();

        assertThat(key.toString())
                .contains(key.stored().id())
                .doesNotContain(key.written().value())
                .doesNotContain(key.stored().hash());
        assertThat(PresentedKey.parse(key.written().value()).orElseThrow().toString())
                .isEqualTo("PresentedKey[" + key.stored().id() + "]");
    }

    @Test
    void shouldMakeKeysOf256Bits() {
        assertThat(key().written().value()).matches("tdm_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
        assertThat(key().written()).isNotEqualTo(key().written());
    }
}
