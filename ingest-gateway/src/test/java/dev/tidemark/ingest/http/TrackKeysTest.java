package dev.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.contract.auth.NewKey;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TrackKeysTest {

    private static final String EVENT = "{\"type\":\"page_view\",\"value\":1}";
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir Path folder;

    private final FakePublisher publisher = new FakePublisher();
    private final NewKey acme = NewKey.generate("", Set.of(Scope.INGEST), new Tenants("acme"), NOW);
    private final NewKey all = NewKey.generate("", Set.of(Scope.INGEST), Tenants.ALL, NOW);
    private final NewKey reader = NewKey.generate("", Set.of(Scope.READ), Tenants.ALL, NOW);
    private TrackServer server = new TrackServer(publisher);

    @BeforeEach
    void start() {
        server.close();
        Path file = folder.resolve("keys.json");
        new KeyFile(file).update(keys -> List.of(acme.stored(), all.stored(), reader.stored()));
        server = new TrackServer(publisher, AuthSettings.NONE.withKeysFile(file));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return server.send(request.POST(BodyPublishers.ofString(EVENT)));
    }

    private HttpRequest.Builder bearing(NewKey key) {
        return server.request().header("Authorization", "Bearer " + key.written().value());
    }

    private String tenant() {
        return publisher.published().getLast().event().tenant();
    }

    @Test
    void shouldRefuseAnEventWithoutAKey() throws Exception {
        HttpResponse<String> answer = post(server.request());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("\"code\":\"unauthorized\"");
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void shouldRefuseAKeyThatMayOnlyRead() throws Exception {
        HttpResponse<String> answer = post(bearing(reader));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"", "'ingest'; it has: read");
    }

    @Test
    void shouldTakeTheTenantOfTheKey() throws Exception {
        HttpResponse<String> answer = post(bearing(acme));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tenant()).isEqualTo("acme");
    }

    @Test
    void shouldTakeAKeyFromItsOwnHeaderToo() throws Exception {
        HttpResponse<String> answer =
                post(server.request().header("X-API-Key", acme.written().value()));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"acme, 200", "other, 403", "'a b', 403"})
    void shouldHoldABoundKeyToItsTenant(String named, int status) throws Exception {
        HttpResponse<String> answer = post(bearing(acme).header("X-Tenant-Id", named));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(publisher.published()).hasSize(status == 200 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"other, 200", "'a b', 400"})
    void shouldLetTheRequestNameTheTenantOfAKeyForAll(String named, int status) throws Exception {
        HttpResponse<String> answer = post(bearing(all).header("X-Tenant-Id", named));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void shouldUseTheDefaultTenantWhenAKeyForAllNamesNone() throws Exception {
        post(bearing(all));

        assertThat(tenant()).isEqualTo("default");
    }

    @Test
    void shouldNeverTakeAKeyFromTheUrl() throws Exception {
        String url = server.request().build().uri() + "?key=" + all.written().value();

        HttpResponse<String> answer = post(server.request().uri(URI.create(url)));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void shouldRefuseBeforeTheBodyHasCome() throws Exception {
        String expected =
                server.raw(
                        "Content-Type: application/json",
                        "Content-Length: 900000",
                        "Expect: 100-continue",
                        "",
                        "");
        String endless =
                server.raw(
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked",
                        "",
                        "5",
                        "{\"typ");

        assertThat(expected).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
        assertThat(endless).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }

    @Test
    void shouldHoldABatchToTheTenantOfItsKey() throws Exception {
        HttpRequest.Builder batch =
                server.to("/metrics/batch")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(EVENT));

        assertThat(server.send(batch.copy()).statusCode()).isEqualTo(401);
        batch.header("X-API-Key", acme.written().value());
        assertThat(server.send(batch.copy()).statusCode()).isEqualTo(200);
        assertThat(tenant()).isEqualTo("acme");
        assertThat(server.send(batch.header("X-Tenant-Id", "other")).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldRefuseOtherMethodsAndPathsBelowMetricsToo() throws Exception {
        assertThat(server.send(server.request().GET()).statusCode()).isEqualTo(401);
    }
}
