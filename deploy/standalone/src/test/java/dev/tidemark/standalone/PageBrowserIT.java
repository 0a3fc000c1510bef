package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page as a person sees it, in Debian's Chromium. */
@DisabledIfSystemProperty(
        named = "tidemark.browser",
        matches = "absent",
        disabledReason = "BROWSER TESTS SKIPPED: no chromium here")
class PageBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path dataDir;

    @Test
    void shouldShowAPostedEvent() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir);
                Browser browser = Browser.start()) {
            ChromeDriver page = browser.driver();
            page.get(product.url() + "/");
            product.track("default", "{\"type\":\"page_view\",\"value\":41}");
            product.track("default", "{\"type\":\"page_view\",\"value\":1}");

            new WebDriverWait(page, PATIENCE)
                    .until(it -> textOf(page, "tidemark-card[type=page_view]").contains("42"));

            assertThat(textOf(page, "tidemark-card[type=page_view]")).contains("page view");
            assertThat(textOf(page, "tidemark-status")).contains("Live");
            assertThat(browser.severeLogs())
                    .allSatisfy(entry -> assertThat(entry.getMessage()).contains("/api/views"));
        }
    }

    private static String textOf(ChromeDriver page, String selector) {
        return String.valueOf(
                page.executeScript(
                        "return document.querySelector(arguments[0])?.shadowRoot.textContent",
                        selector));
    }
}
