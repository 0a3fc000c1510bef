package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/**
 * The page as a person sees and works it, in Debian's Chromium. Each test has a tenant of its own.
 */
@DisabledIfSystemProperty(
        named = "tidemark.browser",
        matches = "absent",
        disabledReason = "BROWSER TESTS SKIPPED: no chromium here")
class PageBrowserIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAGE_VIEWS = "tidemark-card[type=page_view]";
    private static final String CHART = "tidemark-chart";
    private static final String PLOT = CHART + " >>> .u-over";

    @TempDir static Path dataDir;

    private static RunningProduct product;
    private static Browser browser;
    private static ShownPage page;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(dataDir);
        browser = Browser.start();
        page = new ShownPage(browser.driver());
    }

    @AfterAll
    static void stop() {
        browser.close();
        product.close();
    }

    private static void show(String tenant, String more) {
        page.open(product.url() + "/?tenant=" + tenant + more);
        page.awaitText("tidemark-status", "Live");
    }

    private static void viewPages(String tenant, String... pages) throws Exception {
        for (String each : pages) {
            product.track(
                    tenant,
                    "{\"type\":\"page_view\",\"value\":1,\"userId\":\"u1\",\"metadata\":{\"page\":\"%s\"}}"
                            .formatted(each));
        }
    }

    @Test
    void shouldShowEventsAsTheyCome() throws Exception {
        browser.forgetLogs();
        page.open(product.url() + "/?tenant=live");
        page.awaitText("tide-empty", "Waiting for the first event");

        product.track("live", "{\"type\":\"page_view\",\"value\":41}");
        product.track("live", "{\"type\":\"page_view\",\"value\":1}");

        page.awaitText(PAGE_VIEWS + " >>> dl", "42");
        assertThat(page.text(PAGE_VIEWS)).contains("page view");
        assertThat(page.text("tidemark-status")).contains("Live");
        assertThat(page.text("tide-completeness")).contains("Nothing is missing");
        page.await(
                "how fresh it is", () -> page.text("tide-header .p50").matches("[0-9.]+ (ms|s)"));
        assertThat(browser.severeLogs()).isEmpty();
    }

    @Test
    void shouldShareOneConnectionBetweenTabs() throws Exception {
        viewPages("tabs", "/");
        show("tabs", "");
        String first = browser.driver().getWindowHandle();

        browser.driver().switchTo().newWindow(WindowType.TAB);
        show("tabs", "");
        page.awaitText(PAGE_VIEWS, "page view");
        page.awaitText("tide-header .viewers", "1");
        browser.driver().close();
        browser.driver().switchTo().window(first);

        viewPages("tabs", "/");
        page.awaitText(PAGE_VIEWS + " >>> dl", "2");
    }

    @Test
    void shouldLookAtTheTimeThatIsDraggedOverAndComeBack() throws Exception {
        viewPages("zoom", "/");
        show("zoom", "&range=1h");
        page.awaitText(CHART + " >>> h2", "last hour");

        page.dragOver(PLOT);

        page.await("from and to in the address", () -> page.search().contains("from="));
        assertThat(page.text(CHART + " >>> h2")).doesNotContain("last hour");
        page.press(Keys.ESCAPE);
        page.awaitText(CHART + " >>> h2", "last hour");
        assertThat(page.search()).doesNotContain("from=");
    }

    @Test
    void shouldBeWorkedByKeys() throws Exception {
        viewPages("keys", "/");
        show("keys", "");

        page.press("3");
        page.awaitText(CHART + " >>> .hint", "per hour");
        page.press("2");
        page.awaitText(CHART + " >>> .hint", "per 5 minutes");
        assertThat(page.search()).contains("window=5m");
        page.press("t");
        page.await(
                "another theme",
                () -> page.run("return document.documentElement.dataset.theme") != null);
        page.press("/");
        assertThat(page.run("return document.activeElement.name")).isEqualTo("filter");
        page.press(Keys.chord(Keys.TAB, Keys.TAB));
        page.run("document.activeElement.blur()");
        page.press("?");
        page.awaitText("tide-help dialog", "windows of 1 minute");
        page.press(Keys.ESCAPE);
        page.await("no help", () -> !page.has("tide-help dialog[open]"));
        page.press("f");
        page.await("a wall", () -> page.has("body.wall"));
        page.press("f");
        page.await("no wall", () -> !page.has("body.wall"));
    }

    @Test
    void shouldSayTheChartAsATableToo() throws Exception {
        viewPages("table", "/", "/");
        show("table", "");

        page.click(CHART + " >>> summary");

        page.awaitText(CHART + " >>> .table", "(so far)");
        assertThat(page.text(CHART + " >>> .table thead")).contains("page view");
    }

    @Test
    void shouldShowTextOfEventsAsText() throws Exception {
        String attack =
                "<img src=x onerror='window.attacked=1'>\\\"><script>window.attacked=1</script>";
        product.track(
                "attacked",
                ("{\"type\":\"page_view\",\"value\":1,\"userId\":\"%1$s\",\"id\":\"%1$s\","
                                + "\"metadata\":{\"page\":\"%1$s\",\"%1$s\":\"%1$s\"}}")
                        .formatted(attack));
        product.track(
                "attacked",
                "{\"type\":\"error\",\"value\":1,\"metadata\":{\"page\":\"%1$s\",\"status\":\"%1$s\"}}"
                        .formatted(attack));
        show("attacked", "&filter=&types=%3Cimg%20src=x%20onerror=window.attacked=1%3E,page_view");

        page.awaitText("tidemark-top[type=page_view]", "<img src=x");

        assertThat(page.run("return window.attacked ?? 'unharmed'")).isEqualTo("unharmed");
        assertThat(
                        page.run(
                                """
                                const within = root => [...root.querySelectorAll('*')].flatMap(
                                    it => [it, ...(it.shadowRoot ? within(it.shadowRoot) : [])]);
                                return within(document.body).filter(
                                    it => it.matches('img, script')).length;
                                """))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void shouldBreakNoRuleOfAccessibility(String theme) throws Exception {
        viewPages("axe", "/", "/cart");
        product.track("axe", "{\"type\":\"api_call\",\"value\":12,\"metadata\":{\"status\":200}}");
        show("axe", "&range=1h&theme=" + theme);
        page.awaitText("tidemark-top[type=page_view]", "/cart");
        page.run(axe());

        for (String dialog : List.of("", "tide-views", "tide-help", "tide-range")) {
            assertThat(violations(dialog)).as(theme + " " + dialog).isEmpty();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(String dialog) {
        return (List<String>)
                page.eventually(
                        """
                        const dialog = document.querySelector(arguments[0] || 'tide-nothing');
                        dialog?.open();
                        const { violations } = await axe.run({
                          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                        });
                        dialog?.dialog.close();
                        return violations.flatMap(({ id, nodes }) => nodes.map(
                            node => id + ': ' + node.html + ' ' + node.failureSummary));
                        """,
                        dialog);
    }

    private static String axe() throws IOException {
        try (var script = PageBrowserIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldGetFromDeltasWhatOthersGetWhole() throws Exception {
        viewPages("deltas", "/");
        show("deltas", "");
        page.run(
                """
                window.whole = new Map();
                window.patched = new Map();
                const keep = (map, body) => map.set(body.position + ' ' + body.timestamp, body);
                const source = new EventSource('/dashboard/stream?tenant=deltas&include=percentiles,users,rates&interval=100ms');
                source.addEventListener('init', it => keep(window.whole, JSON.parse(it.data)));
                source.addEventListener('update', it => keep(window.whole, JSON.parse(it.data)));
                import('/tidemark-client.js').then(({ TidemarkClient }) => {
                  window.client = new TidemarkClient({
                    tenant: 'deltas', include: ['percentiles', 'users', 'rates'], interval: '100ms' });
                  window.client.connect((body, delta) => delta && keep(window.patched, body));
                });
                """);
        page.await("both follow", () -> page.run("return window.client?.body ?? null") != null);

        for (int i = 0; i < 20; i++) {
            viewPages("deltas", "/" + i);
            product.track("deltas", "{\"type\":\"api_call\",\"value\":%d}".formatted(i));
        }
        page.await("many to compare", () -> compared().size() >= 3);

        assertThat(compared()).allSatisfy(pair -> assertThat(pair.get(0)).isEqualTo(pair.get(1)));
        page.run("window.client.disconnect()");
    }

    @SuppressWarnings("unchecked")
    private static List<List<Object>> compared() {
        return (List<List<Object>>)
                page.run(
                        "return [...window.patched].filter(([at]) => window.whole.has(at))"
                                + ".map(([at, body]) => [body, window.whole.get(at)])");
    }

    @Test
    void shouldShowOnlyThePartThatIsClicked() throws Exception {
        viewPages("filter", "/", "/", "/", "/cart");
        product.track("filter", "{\"type\":\"checkout\",\"value\":9}");
        show("filter", "");
        page.awaitText(PAGE_VIEWS + " >>> dl", "4");
        page.awaitText("tidemark-top[type=page_view]", "/cart");

        page.click("tidemark-top[type=page_view] >>> button[data-value='/cart']");

        page.awaitText("tide-controls .chip", "page = /cart");
        page.awaitText(PAGE_VIEWS + " >>> dl", "Events1");
        page.await("no type without pages", () -> !page.has("tidemark-card[type=checkout]"));
        assertThat(page.search()).contains("filter=page:/cart");
        page.press(Keys.ESCAPE);
        page.awaitText(PAGE_VIEWS + " >>> dl", "4");
    }

    @Test
    void shouldSaveAViewAndStartWithIt() throws Exception {
        viewPages("default", "/");
        show("default", "&range=1h&metric=rate");

        page.click("tide-header [data-do=views]");
        page.type("tide-views input[name=name]", "Rates of an hour");
        page.click("tide-views button.main");
        page.await("it is listed", () -> page.has("tide-views li"));
        page.click("tide-views [data-do=start]");
        page.await("it is first", () -> page.has("tide-views [data-do=start][aria-pressed=true]"));
        page.open(product.url() + "/");

        page.await("its address", () -> page.search().contains("metric=rate"));
        page.awaitText(CHART + " >>> h2", "Rate per second, last hour");
        page.click("tide-header [data-do=views]");
        page.click("tide-views [data-do=remove]");
        page.await("it is gone", () -> !page.has("tide-views li"));
    }

    @Test
    void shouldExportWhatTheQueryTells() throws Exception {
        viewPages("exported", "/", "/cart");
        product.track("exported", "{\"type\":\"api_call\",\"value\":12.5}");
        show("exported", "&range=1h");
        page.awaitText("tidemark-card[type=api_call]", "12.5");
        String address =
                String.valueOf(
                        page.find("tide-chart-controls [data-format=json]").getAttribute("href"));

        JsonNode exported =
                JSON.readTree(product.get(address.replace(product.url().toString(), "")).body());
        JsonNode asked =
                JSON.readTree(
                        product.get(
                                        address.replace(product.url().toString(), "")
                                                .replace("/api/export", "/api/series")
                                                .replace("format=json&", ""))
                                .body());

        assertThat(exported).hasSize(2);
        assertThat(exported)
                .extracting(
                        row -> row.get("type").asText() + row.get("timestampMs") + row.get("count"))
                .isEqualTo(
                        StreamSupport.stream(asked.get("timeSeries").spliterator(), false)
                                .map(
                                        row ->
                                                row.get("type").asText()
                                                        + row.get("timestamp")
                                                        + row.get("count"))
                                .toList());
    }

    @Test
    void shouldReportEventsByItsClient() {
        show("reported", "");

        Object answer =
                page.eventually(
                        """
                        const { TidemarkClient } = await import('/tidemark-client.js');
                        const client = new TidemarkClient({ tenant: 'reported' });
                        const refused = await client.trackMetric('Not A Type', 1).catch(error => error.code);
                        const { success } = await client.trackMetric('page_view', 7, { page: '/home' });
                        return refused + ' ' + success;
                        """);

        assertThat(answer).isEqualTo("invalid_event true");
        page.awaitText(PAGE_VIEWS + " >>> dl", "7");
    }
}
