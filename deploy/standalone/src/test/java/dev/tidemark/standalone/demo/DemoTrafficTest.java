package dev.tidemark.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.config.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {

    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":([0-9]+)");
    private static final Backfill SMALL = new Backfill(3600, 300);

    /**
     * Ticks from one quiet noon: the traffic is decided by the time, and the bound of a history
     * that ends in an error burst cuts more of its beginning.
     */
    private final Clock clock = startingAt(Instant.parse("2026-03-04T12:00:00Z"));

    @Test
    void shouldBackfillAServerThatHasNoCounters() throws InterruptedException {
        long startMs = clock.millis();

        List<Long> timestamps = timestampsOf("{\"connectedClients\":1,\"metrics\":{}}", 320);

        assertThat(timestamps).anyMatch(t -> t < startMs - Duration.ofMinutes(50).toMillis());
        assertThat(timestamps.stream().filter(t -> t < startMs - 60_000).count())
                .isBetween(100L, 300L);
        assertThat(timestamps).allMatch(t -> t > startMs - Duration.ofMinutes(61).toMillis());
    }

    @Test
    void shouldNotBackfillAServerThatHasCounted() throws InterruptedException {
        long startMs = clock.millis();

        List<Long> timestamps = timestampsOf("{\"metrics\":{\"page_view\":{\"count\":1}}}", 10);

        assertThat(timestamps).allMatch(t -> t >= startMs - 1_000);
    }

    @Test
    void shouldEndPromptlyWhileTheServerIsAway() {
        DemoTraffic traffic =
                DemoTraffic.start(URI.create("http://localhost:1"), Secret.NONE, Clock.systemUTC());
        Instant before = Instant.now();

        traffic.close();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void shouldSendNothingAfterItsEnd() throws InterruptedException {
        try (StubServer server = new StubServer(50)) {
            DemoTraffic traffic = DemoTraffic.start(server.url(), Secret.NONE, clock, SMALL);
            server.awaitEnough();

            Instant before = Instant.now();
            traffic.close();

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void shouldComeBackWhenTheServerDoes() throws InterruptedException {
        try (StubServer server = new StubServer(30).withSnapshot("{\"metrics\":{\"a\":{}}}")) {
            server.willAnswer(500, "{}").willAnswer(401, "{}");
            try (DemoTraffic traffic =
                    DemoTraffic.start(server.url(), Secret.NONE, Clock.systemUTC())) {
                server.awaitEnough();
                assertThat(traffic).isNotNull();
            }
        }
    }

    @Test
    void shouldTakeOnlyAnEmptyObjectForNoCounters() {
        assertThat(hasNoMetrics("{\"stats\":{\"metrics\":{\"a\":1}},\"metrics\":{}}")).isTrue();
        assertThat(hasNoMetrics("{\"metrics\":{\"a\":{}}}")).isFalse();
        assertThat(hasNoMetrics("{\"stats\":{\"metrics\":{}}}")).isFalse();
        assertThat(hasNoMetrics("[]")).isFalse();
        assertThat(hasNoMetrics("not JSON")).isFalse();
        assertThat(hasNoMetrics("")).isFalse();
    }

    private static Clock startingAt(Instant instant) {
        Clock system = Clock.systemUTC();
        return Clock.offset(system, Duration.between(system.instant(), instant));
    }

    private static boolean hasNoMetrics(String json) {
        return History.hasNoMetrics(json);
    }

    private List<Long> timestampsOf(String snapshot, int events) throws InterruptedException {
        try (StubServer server = new StubServer(events).withSnapshot(snapshot)) {
            try (DemoTraffic traffic = DemoTraffic.start(server.url(), Secret.NONE, clock, SMALL)) {
                assertThat(traffic).isNotNull();
                server.awaitEnough();
            }
            return server.bodies.stream()
                    .flatMap(body -> TIMESTAMP.matcher(body).results())
                    .map((MatchResult found) -> Long.valueOf(found.group(1)))
                    .toList();
        }
    }
}
