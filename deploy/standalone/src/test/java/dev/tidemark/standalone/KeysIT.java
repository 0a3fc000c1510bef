package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.ApiKey;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.contract.auth.NewKey;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import dev.tidemark.contract.http.ServerSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The whole product on every address of the machine, for holders of keys. */
class KeysIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String EVENT = "{\"type\":\"page_view\",\"value\":42}";

    private final NewKey sender =
            NewKey.generate("", Set.of(Scope.INGEST), new Tenants("acme"), NOW);
    private final NewKey reader = NewKey.generate("", Set.of(Scope.READ), new Tenants("acme"), NOW);

    @TempDir Path dataDir;

    private RunningProduct start() {
        Path file = StandaloneSettings.keysFile(dataDir);
        new KeyFile(file).update(keys -> List.of(sender.stored(), reader.stored()));
        return RunningProduct.start(
                StandaloneSettings.of(
                                0,
                                dataDir,
                                TopologySettings.of(Windows.DEFAULT),
                                Duration.ofDays(1))
                        .withServer(new ServerSettings("0.0.0.0", 0))
                        .withAuth(AuthSettings.NONE.withKeysFile(file)));
    }

    private static HttpRequest.Builder with(NewKey key, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + key.written().value());
    }

    private HttpResponse<String> track(RunningProduct product, NewKey key) throws Exception {
        return product.send(
                "/metrics/track",
                request ->
                        with(key, request)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(EVENT)));
    }

    private HttpResponse<String> read(RunningProduct product, NewKey key, String target)
            throws Exception {
        return product.send(target, request -> with(key, request));
    }

    @Test
    void shouldShowAnEventToTheHoldersOfItsTenantsKeysOnly() throws Exception {
        try (RunningProduct product = start()) {
            assertThat(product.track("acme", EVENT).statusCode()).isEqualTo(401);
            assertThat(track(product, reader).statusCode()).isEqualTo(403);
            assertThat(track(product, sender).statusCode()).isEqualTo(200);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(read(product, reader, "/dashboard/snapshot").body())
                                            .contains("\"tenant\":\"acme\"", "\"total\":42"));
            assertThat(product.get("/dashboard/snapshot").statusCode()).isEqualTo(401);
            assertThat(read(product, sender, "/dashboard/snapshot").statusCode()).isEqualTo(403);
            assertThat(read(product, reader, "/dashboard/snapshot?tenant=other").statusCode())
                    .isEqualTo(403);
            assertThat(product.get("/query/v1/drops?tenant=acme").statusCode()).isEqualTo(401);
            assertThat(read(product, reader, "/query/v1/drops?tenant=acme").statusCode())
                    .isEqualTo(200);
            assertThat(read(product, reader, "/query/v1/drops?tenant=other").statusCode())
                    .isEqualTo(403);
            assertThat(read(product, reader, "/query/v1/drops").statusCode()).isEqualTo(403);
            assertThat(product.get("/observe/health/ready").statusCode()).isIn(200, 204);
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = "tidemark.browser",
            matches = "absent",
            disabledReason = "BROWSER TESTS SKIPPED: no chromium here")
    void shouldAskABrowserForAKey() throws Exception {
        try (RunningProduct product = start();
                Browser browser = Browser.start()) {
            track(product, sender);
            ShownPage page = new ShownPage(browser.driver());
            page.open(product.url() + "/");

            signIn(page, "tdm_nobody_x");
            page.awaitText("tide-sign-in [role=alert]", "not known");
            signIn(page, reader.written().value());
            page.awaitText("tidemark-card[type=page_view] >>> dl", "42");

            assertThat(page.has("tide-sign-in input")).isFalse();
            assertThat(browser.driver().getPageSource()).doesNotContain(reader.written().value());
            assertThat(page.run("return document.cookie")).isEqualTo("");
            assertThat(page.run("return JSON.stringify(localStorage)").toString())
                    .doesNotContain(reader.written().value());
            new KeyFile(StandaloneSettings.keysFile(dataDir))
                    .update(keys -> keys.stream().map(KeysIT::revoked).toList());
            page.find("tide-sign-in input");
        }
    }

    private static ApiKey revoked(ApiKey key) {
        return key.revokedAt(NOW);
    }

    private static void signIn(ShownPage page, String key) {
        page.find("tide-sign-in input").clear();
        page.type("tide-sign-in input", key);
        page.click("tide-sign-in button");
    }
}
