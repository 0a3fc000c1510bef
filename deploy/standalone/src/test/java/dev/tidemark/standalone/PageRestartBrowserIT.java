package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.http.ServerSettings;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The page while its server goes and comes back, and its elements on a page of somebody else. */
@DisabledIfSystemProperty(
        named = "tidemark.browser",
        matches = "absent",
        disabledReason = "BROWSER TESTS SKIPPED: no chromium here")
class PageRestartBrowserIT {

    private static final String EVENT =
            "{\"type\":\"page_view\",\"value\":1,\"metadata\":{\"page\":\"/home\"}}";

    @TempDir Path dataDir;

    private RunningProduct start(int port, String allowedOrigin) {
        StandaloneSettings settings =
                StandaloneSettings.of(
                        port, dataDir, TopologySettings.of(Windows.DEFAULT), Duration.ofDays(1));
        ServerSettings server = settings.server();
        return RunningProduct.start(
                settings.withServer(
                        new ServerSettings(
                                server.host(), port, server.tls(), List.of(allowedOrigin))));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldGoOnAfterARestartHereAndOnAnotherSitesPage() throws Exception {
        int port = freePort();
        try (ForeignSite site = ForeignSite.embedding("http://localhost:" + port);
                Browser browser = Browser.start()) {
            ShownPage page = new ShownPage(browser.driver());
            try (RunningProduct product = start(port, site.origin())) {
                product.track("default", EVENT);
                page.open(site.origin() + "/");
                page.awaitText("tidemark-status", "Live");
                page.awaitText("tidemark-card >>> dl", "1");
                page.awaitText("tidemark-top", "/home");
                page.await("a chart", () -> page.has("tidemark-chart >>> canvas"));
                page.open(product.url() + "/");
                page.awaitText("tidemark-card[type=page_view] >>> dl", "1");
            }
            page.await(
                    "what is wrong",
                    () -> page.text("tidemark-status").matches("(?s).*(Reconnecting|Offline).*"));

            try (RunningProduct product = start(port, site.origin())) {
                product.track("default", EVENT);
                page.awaitText("tidemark-status", "Live");
                page.awaitText("tidemark-card[type=page_view] >>> dl", "2");
                assertThat(page.text("tide-notice")).isEmpty();
            }
        }
    }
}
