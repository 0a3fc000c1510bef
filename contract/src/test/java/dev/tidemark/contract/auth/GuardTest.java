package dev.tidemark.contract.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.contract.http.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir Path folder;
    private final NewKey acme = NewKey.generate("", Set.of(Scope.INGEST), new Tenants("acme"), NOW);
    private final NewKey all =
            NewKey.generate("", Set.of(Scope.INGEST, Scope.READ), Tenants.ALL, NOW);
    private final NewKey revoked = NewKey.generate("", Set.of(Scope.INGEST), Tenants.ALL, NOW);
    private Path path = Path.of("");
    private Guard guard = Guard.open(new SimpleMeterRegistry());
    private long nanos;

    @BeforeEach
    void guard() {
        path = folder.resolve("keys.json");
        new KeyFile(path)
                .update(
                        keys ->
                                List.of(
                                        acme.stored(),
                                        all.stored(),
                                        revoked.stored().revokedAt(NOW)));
        guard =
                Guard.of(
                        KeyRing.open(new KeyFile(path), List.of(), () -> nanos),
                        new SimpleMeterRegistry());
    }

    private String named(String name) {
        return switch (name) {
            case "acme" -> acme.written().value();
            case "all" -> all.written().value();
            case "revoked" -> revoked.written().value();
            case "wrong" -> "tdm_" + acme.stored().id() + "_" + "A".repeat(43);
            default -> name;
        };
    }

    private WritableHeaders<?> headers(String authorization, String apiKey) {
        WritableHeaders<?> headers = WritableHeaders.create();
        if (!authorization.isEmpty()) {
            String[] words = authorization.split(" ", 2);
            String value = words.length == 2 ? words[0] + " " + named(words[1]) : words[0];
            headers.set(HeaderNames.AUTHORIZATION, value);
        }
        if (!apiKey.isEmpty()) {
            headers.set(Guard.API_KEY, named(apiKey));
        }
        return headers;
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer acme,   '',      INGEST",
        "bearer acme,   '',      INGEST",
        "'',            acme,    INGEST",
        "Bearer acme,   acme,    INGEST",
        "Basic dTpw,    acme,    INGEST",
        "Bearer all,    '',      READ",
    })
    void shouldLetInWhoHasTheScope(String authorization, String apiKey, Scope scope) {
        assertThat(guard.admit(headers(authorization, apiKey), scope).isValid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',            '',      INGEST, 401",
        "Basic dTpw,    '',      INGEST, 401",
        "Bearer,        '',      INGEST, 401",
        "Bearer x,      '',      INGEST, 401",
        "Bearer wrong,  '',      INGEST, 401",
        "Bearer revoked,'',      INGEST, 401",
        "'',            wrong,   INGEST, 401",
        "Bearer acme,   all,     INGEST, 401",
        "Bearer acme,   wrong,   INGEST, 401",
        "Bearer acme,   '',      READ,   403",
        "Bearer all,    '',      ADMIN,  403",
    })
    void shouldRefuse(String authorization, String apiKey, Scope scope, int status) {
        ProblemException refusal =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> guard.admit(headers(authorization, apiKey), scope));

        assertThat(refusal.problem().status()).isEqualTo(status);
        assertThat(refusal.problem().code())
                .isEqualTo(status == 401 ? "unauthorized" : "forbidden");
        assertThat(refusal.problem().detail())
                .doesNotContain(acme.written().value(), all.written().value(), "A".repeat(43));
    }

    @Test
    void shouldTellNothingOfWhetherAKeyWasEverGood() {
        String unknown = detail("Bearer tdm_nobody_x");

        assertThat(detail("Bearer revoked")).isEqualTo(unknown);
        assertThat(detail("Bearer wrong")).isEqualTo(unknown);
    }

    private String detail(String authorization) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> guard.admit(headers(authorization, ""), Scope.INGEST))
                .problem()
                .detail();
    }

    @Test
    void shouldHoldABoundKeyToItsTenant() {
        Grant grant = guard.admit(headers("Bearer acme", ""), Scope.INGEST);

        assertThat(grant.tenant(List.of())).contains("acme");
        assertThat(grant.tenant(List.of("acme"))).contains("acme");
        assertThatThrownBy(() -> grant.tenant(List.of("acme", "other")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(403));
        assertThatThrownBy(grant::requireAll).isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldLetTheRequestNameTheTenantOfAKeyForAll() {
        Grant grant = guard.admit(headers("Bearer all", ""), Scope.INGEST);

        assertThat(grant.tenant(List.of("other"))).contains("other");
        assertThat(grant.tenant(List.of())).isEqualTo(Optional.empty());
    }

    @Test
    void shouldEndAGrantWhenItsKeyIsRevoked() {
        Grant grant = guard.admit(headers("Bearer acme", ""), Scope.INGEST);

        new KeyFile(path).update(keys -> List.of(acme.stored().revokedAt(NOW)));
        nanos += 1_000_000_000L;

        assertThat(grant.isValid()).isFalse();
    }

    @Test
    void shouldLetEverybodyInWithoutKeys() {
        Grant grant = Guard.open(new SimpleMeterRegistry()).admit(headers("", ""), Scope.ADMIN);

        assertThat(grant.tenants()).isEqualTo(Tenants.ALL);
    }
}
