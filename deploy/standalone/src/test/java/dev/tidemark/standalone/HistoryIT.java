package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream, the query and the export tell the same numbers, on a real broker. */
class HistoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MINUTE = 60_000;
    private static final int EVENTS = 120;

    @TempDir Path dataDir;

    @Test
    void shouldTellTheSameNumbersByStreamQueryAndExport() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            // All windows are over, so that none ends between two answers that are compared.
            long nowMs = System.currentTimeMillis() - 2 * MINUTE;
            for (int i = 0; i < EVENTS; i++) {
                track(product, "page_view", i, "\"page\":\"/p:" + i % 3 + "\"", nowMs - i * MINUTE);
            }
            track(product, "error", 1, "\"page\":\"/p:0\",\"status\":500", nowMs);
            track(product, "plain", 1, "\"page\":\"/p:0\"", nowMs);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    product.snapshot("").at("/metrics/page_view/count").asLong()
                                                    == EVENTS
                                            && product.snapshot("").at("/metrics").has("plain")
                                            && product.snapshot("").at("/metrics").has("error"));
            String times = "from=%d&to=%d".formatted(nowMs - 200 * MINUTE, nowMs + MINUTE);

            pagesAndExportsAreTheSnapshot(product, times);
            aFilterIsThePartOfItsBreakdown(product, times);
            whatMayBeMissingIsTold(product, nowMs);
        }
    }

    private static void pagesAndExportsAreTheSnapshot(RunningProduct product, String times)
            throws Exception {
        List<JsonNode> whole = rows(product.snapshot(times + "&include=percentiles,users"));
        whole.sort(
                Comparator.comparingLong((JsonNode row) -> row.at("/timestamp").asLong())
                        .thenComparing(row -> row.at("/type").asText()));
        assertThat(whole).hasSize(EVENTS + 2);

        List<JsonNode> paged = new ArrayList<>();
        String query = times + "&include=percentiles,users&limit=50";
        JsonNode page = series(product, query);
        paged.addAll(rows(page));
        int pages = 1;
        while (!page.at("/next").isNull()) {
            page = series(product, query + "&cursor=" + page.at("/next").asText());
            paged.addAll(rows(page));
            pages++;
        }
        assertThat(pages).isEqualTo(5);
        assertThat(paged).isEqualTo(whole);

        List<String> exported =
                product.get("/api/export?format=ndjson&include=percentiles,users&" + times)
                        .body()
                        .lines()
                        .toList();
        assertThat(exported).hasSize(whole.size());
        for (int i = 0; i < exported.size(); i++) {
            JsonNode line = JSON.readTree(exported.get(i));
            assertThat(line.at("/timestampMs")).isEqualTo(whole.get(i).at("/timestamp"));
            for (String field : List.of("type", "count", "sum", "min", "max", "last", "users")) {
                assertThat(line.at("/" + field)).isEqualTo(whole.get(i).at("/" + field));
            }
        }
        List<String> csv = product.get("/api/export?" + times).body().lines().toList();
        assertThat(csv).hasSize(whole.size() + 1);
        assertThat(csv.getLast().split(",", -1)[3])
                .isEqualTo(whole.getLast().at("/count").asText());
    }

    private static void aFilterIsThePartOfItsBreakdown(RunningProduct product, String times)
            throws Exception {
        String filter =
                "&filter=" + URLEncoder.encode("page:/p:0", StandardCharsets.UTF_8) + "&" + times;
        JsonNode body =
                product.snapshot(
                        "breakdown=page&breakdown=status&include=users,percentiles" + filter);

        Map<String, Long> ofPart = new TreeMap<>();
        for (JsonNode row : rows(body)) {
            ofPart.merge(row.at("/type").asText(), row.at("/count").asLong(), Long::sum);
        }
        assertThat(ofPart).isEqualTo(Map.of("error", 1L, "page_view", EVENTS / 3L));
        assertThat(body.at("/metrics").fieldNames())
                .toIterable()
                .containsExactly("error", "page_view");
        assertThat(body.at("/metrics/page_view/count").asLong()).isEqualTo(EVENTS / 3);
        assertThat(body.at("/metrics/page_view").has("users")).isFalse();
        assertThat(body.has("users")).isFalse();
        assertThat(body.at("/filter").asText()).isEqualTo("page:/p:0");
        assertThat(breakdowns(body))
                .containsExactly("error:page", "error:status", "page_view:page");
        assertThat(countOf(body, "page_view", "/p:0")).isEqualTo(EVENTS / 3);
        assertThat(breakdowns(product.snapshot("breakdown=*&types=error,page_view,plain")))
                .isEqualTo(breakdowns(body));
        assertThat(rows(series(product, filter.substring(1)))).hasSize(rows(body).size());
        assertThat(product.snapshot("filter=page:nowhere").at("/metrics")).isEmpty();
        assertThat(product.get("/dashboard/snapshot?filter=page").statusCode()).isEqualTo(400);
    }

    private static void whatMayBeMissingIsTold(RunningProduct product, long nowMs)
            throws Exception {
        String twice =
                "{\"type\":\"plain\",\"value\":1,\"id\":\"once\",\"timestamp\":" + nowMs + "}";
        product.track("default", twice);
        product.track("default", twice);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonNode told =
                                    product.snapshot("include=incomplete").at("/incomplete");
                            assertThat(told.at("/duplicates/count").asLong()).isEqualTo(1);
                            assertThat(told.at("/late")).isEmpty();
                            assertThat(told.at("/restoring").asBoolean()).isFalse();
                            assertThat(told.has("undecodable")).isFalse();
                        });
        assertThat(product.snapshot("").has("incomplete")).isFalse();
    }

    private static void track(
            RunningProduct product, String type, double value, String metadata, long atMs)
            throws Exception {
        HttpResponse<String> reply =
                product.track(
                        "default",
                        "{\"type\":\"%s\",\"value\":%s,\"timestamp\":%d,\"userId\":\"u\",\"metadata\":{%s}}"
                                .formatted(type, value, atMs, metadata));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    private static JsonNode series(RunningProduct product, String query) throws Exception {
        HttpResponse<String> reply = product.get("/api/series?" + query);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private static List<JsonNode> rows(JsonNode body) {
        return new ArrayList<>(
                StreamSupport.stream(body.at("/timeSeries").spliterator(), false).toList());
    }

    private static List<String> breakdowns(JsonNode body) {
        return StreamSupport.stream(body.at("/breakdowns").spliterator(), false)
                .map(one -> one.at("/type").asText() + ":" + one.at("/dimension").asText())
                .toList();
    }

    private static long countOf(JsonNode body, String type, String value) {
        return StreamSupport.stream(body.at("/breakdowns").spliterator(), false)
                .filter(one -> one.at("/type").asText().equals(type))
                .flatMap(one -> StreamSupport.stream(one.at("/parts").spliterator(), false))
                .filter(part -> part.at("/value").asText().equals(value))
                .mapToLong(part -> part.at("/count").asLong())
                .sum();
    }
}
