package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.auth.ApiKey;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.contract.auth.NewKey;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import dev.tidemark.contract.config.Secret;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class DashboardKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String SNAPSHOT = "/dashboard/snapshot";
    private static final String STREAM = "/dashboard/stream";

    @TempDir Path folder;

    private final NewKey acme = NewKey.generate("", Set.of(Scope.READ), new Tenants("acme"), NOW);
    private final NewKey all = NewKey.generate("", Set.of(Scope.READ), Tenants.ALL, NOW);
    private final NewKey sender = NewKey.generate("", Set.of(Scope.INGEST), Tenants.ALL, NOW);
    private final FakeAggregator aggregator = FakeAggregator.start();
    private RunningGateway gateway = new RunningGateway(aggregator, RunningGateway.quiet());
    private KeyFile file = new KeyFile(Path.of(""));
    private AuthSettings auth = AuthSettings.NONE;

    @BeforeEach
    void start() {
        gateway.close();
        aggregator.answers(Answers.pageViews(3));
        Path path = folder.resolve("keys.json");
        file = new KeyFile(path);
        file.update(keys -> List.of(acme.stored(), all.stored(), sender.stored()));
        auth =
                new AuthSettings(
                        path.toString(), false, new Secret("s".repeat(32)), Duration.ofHours(12));
        gateway =
                new RunningGateway(
                        aggregator, RunningGateway.heartbeat(Duration.ofMillis(100)), auth);
    }

    @AfterEach
    void close() {
        gateway.close();
        aggregator.close();
    }

    private HttpRequest.Builder bearing(NewKey key, String target) {
        return gateway.to(target).header("Authorization", "Bearer " + key.written().value());
    }

    private HttpResponse<String> signIn(NewKey key) throws IOException, InterruptedException {
        return gateway.send(bearing(key, "/dashboard/session").POST(BodyPublishers.noBody()));
    }

    private String cookie(NewKey key) throws IOException, InterruptedException {
        String set = signIn(key).headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private HttpRequest.Builder signedIn(String cookie, String target) {
        return gateway.to(target).header("Cookie", cookie);
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return gateway.send(request).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {SNAPSHOT, STREAM})
    void shouldShowNothingWithoutAKey(String target) throws Exception {
        HttpResponse<String> answer = gateway.get(target);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("\"code\":\"unauthorized\"");
        assertThat(aggregator.viewCalls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.js", "/observe/health/live", "/observe/metrics"})
    void shouldLeaveOpenWhatHoldsNoFigures(String target) throws Exception {
        assertThat(gateway.get(target).statusCode()).isIn(200, 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {SNAPSHOT, STREAM})
    void shouldRefuseAKeyThatMayOnlySend(String target) throws Exception {
        assertThat(status(bearing(sender, target))).isEqualTo(403);
    }

    @Test
    void shouldShowTheTenantOfTheKey() throws Exception {
        HttpResponse<String> snapshot = gateway.send(bearing(acme, SNAPSHOT));

        assertThat(snapshot.body()).contains("\"tenant\":\"acme\"");
        try (EventReader events = gateway.stream(bearing(acme, STREAM))) {
            assertThat(events.nextWith("event: init")).contains("\"tenant\":\"acme\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "acme,  '',    200",
        "other, '',    403",
        "'',    acme,  200",
        "'',    other, 403",
        "acme,  other, 403",
    })
    void shouldHoldABoundKeyToItsTenant(String parameter, String header, int status)
            throws Exception {
        String query = parameter.isEmpty() ? "" : "?tenant=" + parameter;
        for (String path : List.of(SNAPSHOT, STREAM)) {
            HttpRequest.Builder request = bearing(acme, path + query);
            if (!header.isEmpty()) {
                request.header("X-Tenant-Id", header);
            }
            try (EventReader answer = gateway.stream(request)) {
                assertThat(answer.response().statusCode()).isEqualTo(status);
            }
        }
    }

    @Test
    void shouldLetTheRequestNameTheTenantOfAKeyForAll() throws Exception {
        assertThat(gateway.send(bearing(all, SNAPSHOT + "?tenant=other")).body())
                .contains("\"tenant\":\"other\"");
        assertThat(gateway.send(bearing(all, SNAPSHOT)).body()).contains("\"tenant\":\"default\"");
    }

    @Test
    void shouldTurnAKeyIntoACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
        HttpResponse<String> answer = signIn(acme);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches(
                        "tidemark_session=[A-Za-z0-9_.-]+; Path=/; Max-Age=43200;"
                                + " HttpOnly; SameSite=Strict")
                .doesNotContain(acme.written().value());
        String behindTls =
                gateway.send(
                                bearing(acme, "/dashboard/session")
                                        .header("X-Forwarded-Proto", "https")
                                        .POST(BodyPublishers.noBody()))
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();
        assertThat(behindTls).endsWith("; Secure");
    }

    @Test
    void shouldStreamToWhoIsSignedIn() throws Exception {
        String cookie = cookie(acme);

        assertThat(gateway.send(signedIn(cookie, SNAPSHOT)).body()).contains("\"tenant\":\"acme\"");
        try (EventReader events = gateway.stream(signedIn(cookie, STREAM))) {
            assertThat(events.nextWith("event: init")).contains("\"tenant\":\"acme\"");
        }
        assertThat(status(signedIn(cookie, SNAPSHOT + "?tenant=other"))).isEqualTo(403);
        assertThat(gateway.send(signedIn(cookie, "/api/series")).body())
                .contains("\"tenant\":\"acme\"");
        assertThat(status(gateway.to("/api/export"))).isEqualTo(401);
        assertThat(gateway.send(signedIn(cookie, "/api/views")).body()).contains("views_off");
    }

    @Test
    void shouldBeginASessionByAGoodKeyOnly() throws Exception {
        String cookie = cookie(acme);

        assertThat(signIn(sender).statusCode()).isEqualTo(403);
        assertThat(status(gateway.to("/dashboard/session").POST(BodyPublishers.noBody())))
                .isEqualTo(401);
        assertThat(status(signedIn(cookie, "/dashboard/session").POST(BodyPublishers.noBody())))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tidemark_session=",
                "tidemark_session=x",
                "tidemark_session=a.b.c",
                // alg none, with the claims of a good one
                "tidemark_session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
            })
    void shouldRefuseATokenThatNobodySigned(String cookie) throws Exception {
        assertThat(status(signedIn(cookie, SNAPSHOT))).isEqualTo(401);
    }

    @Test
    void shouldRefuseATokenThatWasChanged() throws Exception {
        String cookie = cookie(acme);
        int middle = cookie.indexOf('.') + 5;
        char other = cookie.charAt(middle) == 'A' ? 'B' : 'A';

        String changed = cookie.substring(0, middle) + other + cookie.substring(middle + 1);

        assertThat(status(signedIn(changed, SNAPSHOT))).isEqualTo(401);
    }

    @Test
    void shouldTakeTheSessionsOfAGatewayWithTheSameSecretOnly() throws Exception {
        String cookie = cookie(acme);
        AuthSettings own = AuthSettings.NONE.withKeysFile(folder.resolve("keys.json"));
        try (RunningGateway same = new RunningGateway(aggregator, RunningGateway.quiet(), auth);
                RunningGateway other =
                        new RunningGateway(aggregator, RunningGateway.quiet(), own)) {
            assertThat(same.send(same.to(SNAPSHOT).header("Cookie", cookie)).statusCode())
                    .isEqualTo(200);
            assertThat(other.send(other.to(SNAPSHOT).header("Cookie", cookie)).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void shouldEndSessionsAndStreamsOfAKeyThatIsRevoked() throws Exception {
        String cookie = cookie(acme);
        try (EventReader events = gateway.stream(signedIn(cookie, STREAM))) {
            events.nextWith("event: init");

            file.update(keys -> keys.stream().map(DashboardKeysTest::revoked).toList());
            String last = events.next();
            while (!last.isEmpty()) {
                last = events.next();
            }
        }

        assertThat(status(signedIn(cookie, SNAPSHOT))).isEqualTo(401);
        assertThat(status(bearing(acme, SNAPSHOT))).isEqualTo(401);
    }

    private static ApiKey revoked(ApiKey key) {
        return key.revokedAt(NOW);
    }

    @Test
    void shouldEndASessionWhenItsTimeIsOver() throws Exception {
        AuthSettings brief =
                new AuthSettings(auth.keys(), false, Secret.NONE, Duration.ofSeconds(1));
        try (RunningGateway one =
                new RunningGateway(
                        aggregator, RunningGateway.heartbeat(Duration.ofMillis(50)), brief)) {
            HttpRequest.Builder signIn =
                    one.to("/dashboard/session")
                            .header("X-API-Key", acme.written().value())
                            .POST(BodyPublishers.noBody());
            String set = one.send(signIn).headers().firstValue("Set-Cookie").orElseThrow();
            String cookie = set.substring(0, set.indexOf(';'));
            try (EventReader events = one.stream(one.to(STREAM).header("Cookie", cookie))) {
                String last = events.next();
                while (!last.isEmpty()) {
                    last = events.next();
                }
            }

            assertThat(one.send(one.to(SNAPSHOT).header("Cookie", cookie)).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void shouldTakeTheCookieBack() throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.to("/dashboard/session").DELETE());

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("tidemark_session=; Path=/; Max-Age=0;");
    }

    @Test
    void shouldHaveNoSessionsWithoutKeys() throws Exception {
        try (RunningGateway open = new RunningGateway(aggregator, RunningGateway.quiet())) {
            int session =
                    open.send(open.to("/dashboard/session").POST(BodyPublishers.noBody()))
                            .statusCode();
            int withOldCookie =
                    open.send(open.to(SNAPSHOT).header("Cookie", "tidemark_session=old"))
                            .statusCode();

            assertThat(Stream.of(session)).allMatch(status -> status == 404 || status == 405);
            assertThat(withOldCookie).isEqualTo(200);
        }
    }
}
