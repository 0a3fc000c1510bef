package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.dashboard.stream.StreamSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DashboardStreamTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String RARELY = "?interval=60s";
    private static final String OFTEN = "?interval=100ms";

    private final FakeAggregator aggregator = FakeAggregator.start();

    @AfterEach
    void close() {
        aggregator.close();
    }

    private RunningGateway gateway(StreamSettings settings) {
        return new RunningGateway(aggregator, settings);
    }

    @Test
    void shouldBeginWithTheWholeStateAtOnce() throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(3));
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events = gateway.stream(RARELY)) {
            String retry = events.next();
            String init = events.next();

            assertThat(retry).matches("retry: 3\\d\\d\\d\n");
            assertThat(init)
                    .startsWith("event: init\nid: 0:3\ndata: {\"metrics\":{\"page_view\":{")
                    .contains("\"connectedClients\":1", "\"stale\":false");
        }
    }

    @Test
    void shouldSendTheHeadersThatKeepProxiesFromHoldingEventsBack()
            throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events = gateway.stream(RARELY)) {
            var headers = events.response().headers();

            assertThat(events.response().statusCode()).isEqualTo(200);
            assertThat(headers.firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
            assertThat(headers.firstValue("X-Accel-Buffering")).hasValue("no");
        }
    }

    @Test
    void shouldSendUpdatesOnChangeOnlyAndSignsOfLifeOtherwise()
            throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(1));
        try (RunningGateway gateway = gateway(RunningGateway.heartbeat(SHORT));
                EventReader events = gateway.stream(OFTEN)) {
            events.nextWith("event: init");
            int readsBefore = aggregator.viewCalls();
            while (aggregator.viewCalls() < readsBefore + 3) {
                assertThat(events.next()).isEqualTo(":\n");
            }

            aggregator.answers(Answers.pageViews(2));
            String update = events.nextWith("event:");

            assertThat(update).startsWith("event: update\nid: 0:2\n");
        }
    }

    @Test
    void shouldReadOnceForTwoClientsOfOneView() throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader one = gateway.stream(RARELY);
                EventReader other = gateway.stream(RARELY)) {
            one.nextWith("event: init");
            other.nextWith("event: init");

            assertThat(aggregator.viewCalls()).isEqualTo(1);
        }
    }

    @Test
    void shouldStreamWhatAViewAsksForBeyondCounts() throws IOException, InterruptedException {
        aggregator.answers(Answers.detailedPageViews(3));
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events =
                        gateway.stream(
                                OFTEN
                                        + "&include=percentiles,users,rates"
                                        + "&breakdown=page&top=5&order=p95")) {
            String init = events.nextWith("event: init");
            aggregator.answers(Answers.detailedPageViews(9));
            String update = events.nextWith("event: update");

            assertThat(aggregator.lastTarget())
                    .endsWith("&percentiles=true&users=true&breakdown=page&top=5&order=P95");
            assertThat(init)
                    .contains(
                            "\"rate\":0.05,\"mean\":1,\"p50\":3,", "\"users\":14,\"breakdowns\":[");
            assertThat(update).contains("{\"value\":\"/home\",\"count\":8,");
        }
    }

    @Test
    void shouldReadOnceForEachSetOfExtras() throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader one = gateway.stream(RARELY + "&include=users,percentiles");
                EventReader same = gateway.stream(RARELY + "&include=percentiles,users");
                EventReader other = gateway.stream(RARELY)) {
            one.nextWith("event: init");
            same.nextWith("event: init");
            other.nextWith("event: init");

            assertThat(aggregator.viewCalls()).isEqualTo(2);
        }
    }

    @Test
    void shouldNoticeAClientThatLeftAndTellTheOthers() throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.heartbeat(SHORT));
                EventReader stays = gateway.stream(OFTEN)) {
            EventReader leaves = gateway.stream(OFTEN);
            stays.nextWith("\"connectedClients\":2");

            leaves.close();

            assertThat(stays.nextWith("\"connectedClients\":1")).startsWith("event: update");
            assertThat(gateway.meter("tidemark.dashboard.disconnects")).isEqualTo(1);
        }
    }

    @Test
    void shouldSayWhenTheStateIsStaleAndWhenItIsGoodAgain()
            throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(6));
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events = gateway.stream(OFTEN)) {
            events.nextWith("event: init");

            aggregator.fails(QueryFailure.NOT_READY);
            String stale = events.nextWith("\"stale\":true");
            aggregator.answers(Answers.pageViews(6));
            String good = events.nextWith("\"stale\":false");

            assertThat(stale).contains("\"count\":6").containsPattern("\"lagMs\":[1-9]");
            assertThat(good).contains("\"lagMs\":0");
        }
    }

    @Test
    void shouldBeginThoughNoAggregatorRuns() throws IOException, InterruptedException {
        aggregator.close();
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events = gateway.stream(RARELY)) {
            assertThat(events.nextWith("event: init"))
                    .contains("\"metrics\":{}", "\"stale\":true,\"lagMs\":null");
        }
    }

    @Test
    void shouldEndStreamsCleanlyAndSoonWhenClosed() throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events = gateway.stream(RARELY)) {
            events.nextWith("event: init");
            long startNanos = System.nanoTime();

            gateway.gateway().close();

            assertThat(events.next()).matches("retry: 3\\d\\d\\d\n");
            assertThat(events.next()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void shouldRefuseAStreamBeyondTheLimitBeforeItBegins()
            throws IOException, InterruptedException {
        StreamSettings onlyOne = StreamSettings.DEFAULT.withConnections(1, 1, 1);
        try (RunningGateway gateway = gateway(onlyOne);
                EventReader events = gateway.stream(RARELY)) {
            events.nextWith("event: init");

            var refused = gateway.get("/dashboard/stream");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.body()).contains("\"code\":\"too_many_connections\"");
        }
    }

    @Test
    void shouldRefuseAViewThatIsNotValidBeforeTheStreamBegins()
            throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.quiet())) {
            var refused = gateway.get("/dashboard/stream?window=7m");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("1m, 5m, 1h");
        }
    }

    @Test
    void shouldRefuseATenantsStreamBeyondItsLimitWithAnotherStatus()
            throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(StreamSettings.DEFAULT.withConnections(2, 1, 2));
                EventReader events = gateway.stream(RARELY)) {
            events.nextWith("event: init");

            var refused = gateway.get("/dashboard/stream");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.body()).contains("\"code\":\"too_many_streams_of_tenant\"");
        }
    }

    @Test
    void shouldSendWhatChangedOnlyToWhoAsksForIt() throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(1));
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events = gateway.stream(OFTEN + "&format=delta")) {
            String init = events.nextWith("event:");
            aggregator.answers(Answers.pageViews(2));
            String delta = events.nextWith("\"count\":2");

            assertThat(init).startsWith("event: init\n").contains("\"stats\"");
            assertThat(delta).startsWith("event: delta\nid: 0:2\n").doesNotContain("\"stats\"");
        }
    }

    @Test
    void shouldRefuseAFormatThatIsNotKnown() throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.quiet())) {
            var refused = gateway.get("/dashboard/stream?format=patch");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"format\"", "full or delta");
        }
    }

    @Test
    void shouldCompressForWhoTakesItAndLetEachEventBeReadAtOnce()
            throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(1));
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader events =
                        gateway.gzipped(
                                gateway.to("/dashboard/stream" + OFTEN)
                                        .header("Accept-Encoding", "br, gzip;q=0.5"))) {
            assertThat(events.response().headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(events.next()).startsWith("retry: ");
            assertThat(events.nextWith("event: init")).contains("\"count\":1");
            aggregator.answers(Answers.pageViews(2));
            assertThat(events.nextWith("\"count\":2")).startsWith("event: update\n");

            gateway.gateway().close();

            assertThat(events.nextWith("retry:")).isNotEmpty();
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void shouldNotLetNumbersGoBackForAClientThatComesBack()
            throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(5));
        StreamSettings patient =
                StreamSettings.DEFAULT.withTimes(
                        SHORT, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO);
        try (RunningGateway gateway = gateway(patient);
                EventReader events =
                        gateway.stream(
                                gateway.to("/dashboard/stream" + OFTEN)
                                        .header("Last-Event-ID", "0:6"))) {
            events.nextWith(":\n");
            int readsBefore = aggregator.viewCalls();
            while (aggregator.viewCalls() < readsBefore + 2) {
                assertThat(events.next()).isEqualTo(":\n");
            }

            aggregator.answers(Answers.pageViews(6));

            assertThat(events.nextWith("event:")).startsWith("event: init\nid: 0:6\n");
        }
    }

    @Test
    void shouldNoticeAtOnceThatAClientLeftThoughNothingIsWritten()
            throws IOException, InterruptedException {
        try (RunningGateway gateway = gateway(RunningGateway.quiet());
                EventReader stays = gateway.stream(OFTEN)) {
            EventReader leaves = gateway.stream(RARELY);
            stays.nextWith("\"connectedClients\":2");

            leaves.close();

            assertThat(stays.nextWith("\"connectedClients\":1")).startsWith("event: update");
        }
    }

    @Test
    void shouldEndTheStreamOfAClientThatTakesNothing() throws IOException, InterruptedException {
        StreamSettings strict =
                StreamSettings.DEFAULT.withTimes(
                        Duration.ofMinutes(1),
                        Duration.ofMillis(500),
                        Duration.ZERO,
                        Duration.ZERO);
        try (RunningGateway gateway = gateway(strict);
                EventReader stays = gateway.stream(OFTEN + "&types=page_view");
                Socket stalled = gateway.stalled("/dashboard/stream" + OFTEN)) {
            stays.nextWith("\"connectedClients\":2");
            long count = 1;
            String update = "";
            while (!update.contains("\"connectedClients\":1")) {
                aggregator.answers(Answers.many(++count, 2_000));
                update = stays.next();
            }

            assertThat(gateway.meter("tidemark.dashboard.stalled")).isEqualTo(1);
            assertThat(stalled.isClosed()).isFalse();
        }
    }
}
