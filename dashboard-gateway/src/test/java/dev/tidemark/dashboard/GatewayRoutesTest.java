package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.query.QueryFailure;
import io.helidon.health.HealthCheckResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class GatewayRoutesTest {

    private static final Pattern LINKED = Pattern.compile("\"(/[^\"]+\\.(?:css|js))\"");

    private final FakeAggregator aggregator = FakeAggregator.start();
    private final RunningGateway gateway = new RunningGateway(aggregator, RunningGateway.quiet());

    @AfterEach
    void close() {
        gateway.close();
        aggregator.close();
    }

    @Test
    void shouldAnswerASnapshotAsJson() throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(3));

        HttpResponse<String> snapshot = gateway.get("/dashboard/snapshot?tenant=acme");

        assertThat(snapshot.statusCode()).isEqualTo(200);
        assertThat(snapshot.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(snapshot.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(snapshot.body())
                .startsWith("{\"metrics\":{\"page_view\":{\"count\":3,")
                .contains("\"tenant\":\"acme\"");
    }

    @Test
    void shouldAnswerASnapshotByPage() throws IOException, InterruptedException {
        aggregator.answers(Answers.detailedPageViews(3));

        HttpResponse<String> snapshot =
                gateway.get("/dashboard/snapshot?breakdown=page&top=10&order=count");

        assertThat(aggregator.lastTarget()).endsWith("&breakdown=page&top=10&order=COUNT");
        assertThat(snapshot.statusCode()).isEqualTo(200);
        assertThat(snapshot.body())
                .contains(
                        "\"breakdowns\":[{\"type\":\"page_view\",\"dimension\":\"page\","
                                + "\"parts\":[{\"value\":\"/home\",\"count\":2,",
                        "\"other\":{\"value\":\"__other__\",\"count\":1,");
    }

    @Test
    void shouldAskForADimensionWhateverItsName() throws IOException, InterruptedException {
        HttpResponse<String> snapshot =
                gateway.get("/dashboard/snapshot?breakdown=a%26b%3D%C3%BC%20%22&include=users");

        assertThat(snapshot.statusCode()).isEqualTo(200);
        assertThat(aggregator.lastTarget())
                .endsWith("&users=true&breakdown=a%26b%3D%C3%BC+%22&top=10&order=COUNT");
    }

    @Test
    void shouldNameTheWordsThatASnapshotCanInclude() throws IOException, InterruptedException {
        HttpResponse<String> snapshot = gateway.get("/dashboard/snapshot?include=medians");

        assertThat(snapshot.statusCode()).isEqualTo(400);
        assertThat(snapshot.body())
                .contains(
                        "\"code\":\"invalid_parameter\"", "percentiles, users, rates, incomplete");
    }

    @Test
    void shouldSayWhenToAskAgainWhileTheStoresAreNotReady()
            throws IOException, InterruptedException {
        aggregator.fails(QueryFailure.NOT_READY);

        HttpResponse<String> snapshot = gateway.get("/dashboard/snapshot");

        assertThat(snapshot.statusCode()).isEqualTo(503);
        assertThat(snapshot.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(snapshot.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(snapshot.body()).contains("\"code\":\"not_ready\"");
    }

    @Test
    void shouldSayThatNoAggregatorIsReached() throws IOException, InterruptedException {
        aggregator.close();

        HttpResponse<String> snapshot = gateway.get("/dashboard/snapshot");

        assertThat(snapshot.statusCode()).isEqualTo(503);
        assertThat(snapshot.body()).contains("\"code\":\"aggregator_unreachable\"");
    }

    @Test
    void shouldRefuseASnapshotWhoseParametersBreakARule() throws IOException, InterruptedException {
        HttpResponse<String> snapshot = gateway.get("/dashboard/snapshot?range=1s");

        assertThat(snapshot.statusCode()).isEqualTo(400);
        assertThat(snapshot.body()).contains("\"code\":\"invalid_parameter\"", "\"range\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/index.js, text/javascript",
        "/index.css, text/css",
        "/state/source.js, text/javascript",
        "/tidemark.js, text/javascript",
        "/tidemark-client.d.ts, text/plain",
    })
    void shouldServeThePage(String target, String contentType)
            throws IOException, InterruptedException {
        HttpResponse<String> file = gateway.get(target);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(contentType));
        assertThat(file.headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void shouldServeEveryFileThatThePageLinks() throws IOException, InterruptedException {
        Matcher linked = LINKED.matcher(gateway.get("/").body());
        int found = 0;
        while (linked.find()) {
            found++;
            assertThat(gateway.get(linked.group(1)).statusCode())
                    .as(linked.group(1))
                    .isEqualTo(200);
        }
        assertThat(found).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldCompressAFileAndSayNothingOfWhatABrowserHas()
            throws IOException, InterruptedException {
        HttpResponse<String> gzipped =
                gateway.send(gateway.to("/index.js").header("Accept-Encoding", "gzip, br"));
        String tag = gzipped.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                gateway.send(
                        gateway.to("/index.js")
                                .header("Accept-Encoding", "gzip")
                                .header("If-None-Match", "\"other\", " + tag));

        assertThat(gzipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(gateway.get("/index.js").headers().firstValue("ETag"))
                .hasValueSatisfying(plain -> assertThat(plain).isNotEqualTo(tag));
    }

    @Test
    void shouldLetAnyPageLoadModulesAndOnlyItsOwnFrameThePage()
            throws IOException, InterruptedException {
        assertThat(gateway.get("/tidemark.js").headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
        assertThat(gateway.get("/").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .contains("script-src 'self';")
                                        .endsWith("frame-ancestors 'self'"));
        assertThat(gateway.get("/embed.html").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).endsWith("frame-ancestors *"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2f..%2fapplication.yaml",
                "/%2e%2e/logback.xml",
                "/state",
                "/state/",
                "/webjars/uplot",
                "/.hidden.js"
            })
    void shouldServeNothingButThePagesFiles(String target)
            throws IOException, InterruptedException {
        assertThat(gateway.get(target).statusCode()).isIn(400, 404);
    }

    @Test
    void shouldAnswerAProblemForAPathThatNothingServes() throws IOException, InterruptedException {
        HttpResponse<String> nothing = gateway.get("/nothing/here.js");

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body()).contains("\"code\":\"not_found\"");
    }

    @ParameterizedTest
    @CsvSource({"POST, /dashboard/stream", "DELETE, /dashboard/snapshot"})
    void shouldNameTheMethodsOfAPathToWhoTriesAnother(String method, String target)
            throws IOException, InterruptedException {
        HttpResponse<String> refused =
                gateway.send(
                        gateway.to(target)
                                .method(method, HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("GET");
        assertThat(refused.body()).contains("\"code\":\"method_not_allowed\"");
    }

    @Test
    void shouldNotBeReadyOnceItIsBeingStopped() {
        gateway.gateway().close();

        assertThat(gateway.gateway().healthChecks())
                .anySatisfy(
                        check ->
                                assertThat(check.call().status())
                                        .isEqualTo(HealthCheckResponse.Status.DOWN));
    }

    @Test
    void shouldBeReadyWhenAnAggregatorAnswers() {
        assertThat(gateway.gateway().healthChecks())
                .allSatisfy(
                        check ->
                                assertThat(check.call().status())
                                        .isEqualTo(HealthCheckResponse.Status.UP));
    }

    @Test
    void shouldNotBeReadyWhenNoAggregatorAnswers() {
        aggregator.close();

        assertThat(gateway.gateway().healthChecks())
                .anySatisfy(
                        check ->
                                assertThat(check.call().status())
                                        .isEqualTo(HealthCheckResponse.Status.DOWN));
    }
}
