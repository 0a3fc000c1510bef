package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.query.QueryFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
final class ExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeAggregator aggregator = FakeAggregator.start();
    private final RunningGateway gateway = new RunningGateway(aggregator, RunningGateway.quiet());

    @AfterEach
    void close() {
        gateway.close();
        aggregator.close();
    }

    private HttpResponse<String> export(String query) throws IOException, InterruptedException {
        return gateway.get("/api/export?" + query);
    }

    @Test
    void shouldWriteRowsOldestFirstAsCsv() throws IOException, InterruptedException {
        aggregator.answers(Answers.twoTypes());

        HttpResponse<String> csv = export("tenant=acme&range=1h");

        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValue("text/csv; charset=utf-8; header=present");
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .matches(
                        "attachment; filename=\"tidemark-acme-1m-\\d{8}T\\d{6}Z-\\d{8}T\\d{6}Z\\.csv\"");
        assertThat(csv.body())
                .isEqualTo(
                        """
                        type,timestamp,timestampMs,count,sum,mean,min,max,last\r
                        error,1970-01-01T00:01:00Z,60000,1,10,10,10,10,10\r
                        page_view,1970-01-01T00:01:00Z,60000,1,10,10,10,10,10\r
                        error,1970-01-01T00:02:00Z,120000,2,20,10,10,10,10\r
                        """);
    }

    @Test
    void shouldHaveColumnsForWhatIsIncluded() throws IOException, InterruptedException {
        aggregator.answers(Answers.detailedPageViews(3));

        List<String> lines = export("include=percentiles,users").body().lines().toList();

        assertThat(lines.get(0)).endsWith(",last,p50,p90,p95,p99,users");
        assertThat(lines.get(1)).endsWith(",1,3,3.25,3.5,3.75,13");
    }

    @Test
    void shouldWriteTheSameRowsAsJsonAndLines() throws IOException, InterruptedException {
        aggregator.answers(Answers.twoTypes());

        JsonNode array = JSON.readTree(export("format=json").body());
        List<String> lines = export("format=ndjson").body().lines().toList();

        assertThat(array).hasSize(3);
        assertThat(array.at("/2").toString())
                .isEqualTo(
                        "{\"type\":\"error\",\"timestamp\":\"1970-01-01T00:02:00Z\","
                                + "\"timestampMs\":120000,\"count\":2,\"sum\":20,\"mean\":10,"
                                + "\"min\":10,\"max\":10,\"last\":10}");
        assertThat(lines).hasSize(3);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(JSON.readTree(lines.get(i))).isEqualTo(array.get(i));
        }
    }

    @Test
    void shouldReadALongTimeInPages() throws IOException, InterruptedException {
        aggregator.answers(Answers.twoTypes());

        HttpResponse<String> lines = export("format=ndjson&window=5m&range=7d");

        // 250 windows, then as many as have 10,000 rows: all others, as three rows came of 250.
        assertThat(aggregator.viewCalls()).isEqualTo(2);
        assertThat(lines.body().lines()).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void shouldNotLetAPartBeTakenForTheWhole(HttpClient.Version version) {
        aggregator.answers(Answers.twoTypes());
        aggregator.failsAfterOneView(QueryFailure.NOT_READY);

        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            assertThatThrownBy(
                            () ->
                                    client.send(
                                            gateway.to("/api/export?format=ndjson&range=24h")
                                                    .build(),
                                            HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
        assertThat(aggregator.viewCalls()).isEqualTo(4);
    }

    @Test
    void shouldRefuseBeforeItBegins() throws IOException, InterruptedException {
        aggregator.fails(QueryFailure.NOT_READY);

        HttpResponse<String> refused = export("range=1h");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(export("format=xls").body()).contains("must be one of csv, json, ndjson");
    }
}
