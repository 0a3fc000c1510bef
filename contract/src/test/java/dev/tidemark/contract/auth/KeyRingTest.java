package dev.tidemark.contract.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir Path folder;
    private Path path = Path.of("");
    private long nanos = Long.MAX_VALUE - 5;
    private final NewKey key = NewKey.generate("", Set.of(Scope.READ), new Tenants("acme"), NOW);

    @BeforeEach
    void writeOne() {
        path = folder.resolve("keys.json");
        new KeyFile(path).update(keys -> List.of(key.stored()));
    }

    private KeyRing ring(ApiKey... own) {
        return KeyRing.open(new KeyFile(path), List.of(own), () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private boolean takes(KeyRing ring, NewKey presented) {
        return ring.find(PresentedKey.parse(presented.written().value()).orElseThrow()).isPresent();
    }

    @Test
    void shouldFindAKeyByItsSecretOnly() {
        KeyRing ring = ring();
        String written = key.written().value();
        String wrong =
                written.substring(0, written.length() - 1) + (written.endsWith("A") ? 'B' : 'A');

        assertThat(takes(ring, key)).isTrue();
        assertThat(ring.find(PresentedKey.parse(wrong).orElseThrow())).isEmpty();
        assertThat(ring.find(PresentedKey.parse("tdm_nobody_x").orElseThrow())).isEmpty();
    }

    @Test
    void shouldFollowTheFileWithinASecond() {
        KeyRing ring = ring();
        NewKey second = NewKey.generate("", Set.of(Scope.READ), Tenants.ALL, NOW);
        new KeyFile(path).update(keys -> List.of(key.stored().revokedAt(NOW), second.stored()));

        pass(Duration.ofMillis(999));
        boolean before = takes(ring, key);
        pass(Duration.ofMillis(1));
        boolean after = takes(ring, key);

        assertThat(before).isTrue();
        assertThat(after).isFalse();
        assertThat(takes(ring, second)).isTrue();
        assertThat(ring.active(key.stored().id())).isEmpty();
    }

    @Test
    void shouldKeepTheLastGoodKeysWhileTheFileIsBrokenOrGone() throws IOException {
        KeyRing ring = ring();

        Files.writeString(path, "{\"version\":1,\"keys\":[");
        pass(Duration.ofSeconds(2));
        boolean broken = takes(ring, key);
        Files.delete(path);
        pass(Duration.ofSeconds(2));
        boolean gone = takes(ring, key);
        new KeyFile(path).update(keys -> List.of());
        pass(Duration.ofSeconds(2));
        boolean mended = takes(ring, key);

        assertThat(broken).isTrue();
        assertThat(gone).isTrue();
        assertThat(mended).isFalse();
    }

    @Test
    void shouldNotBeginWithABrokenFile() throws IOException {
        Files.writeString(path, "no keys");

        assertThatThrownBy(this::ring).isInstanceOf(KeyFileException.class);
    }

    @Test
    void shouldKnowTheKeysOfTheProcessWhateverTheFileSays() {
        NewKey own = NewKey.generate("", Set.of(Scope.READ), Tenants.ALL, NOW);
        KeyRing ring = ring(own.stored());
        new KeyFile(path).update(keys -> List.of());

        pass(Duration.ofSeconds(2));

        assertThat(takes(ring, own)).isTrue();
    }
}
