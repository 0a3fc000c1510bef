package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of the whole product: how fresh they are, and how they go on after a restart. */
class StreamIT {

    private static final String VIEW = "tenant=acme&interval=100ms";

    @TempDir Path dataDir;

    @Test
    void shouldTellHowFreshItIs() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir);
                SseClient stream = product.stream(VIEW)) {
            SseClient.SseEvent init = stream.next();
            long beforeMs = System.currentTimeMillis();
            product.track("acme", "{\"type\":\"error\",\"value\":1}");

            SseClient.SseEvent update = nextWith(stream, "error");

            assertThat(init.data().at("/freshness").isNull()).isTrue();
            assertThat(update.data().at("/freshness/acceptedAt").asLong())
                    .as(update.data().toString())
                    .isBetween(beforeMs, System.currentTimeMillis());
            assertThat(update.data().at("/freshness/toStoreMs").asLong()).isBetween(0L, 30_000L);
            assertThat(update.data().at("/freshness/inStoreMs").asLong()).isBetween(0L, 30_000L);
        }
    }

    @Test
    void shouldGoOnAfterARestartWhereAClientLeftOff() throws Exception {
        String seen;
        try (RunningProduct product = RunningProduct.start(dataDir);
                SseClient stream = product.stream(VIEW)) {
            stream.next();
            product.track("acme", "{\"type\":\"error\",\"value\":1}");
            seen = stream.next().id();
        }

        try (RunningProduct product = RunningProduct.start(dataDir);
                SseClient stream = product.stream(VIEW, seen)) {
            SseClient.SseEvent init = stream.next();

            assertThat(init.name()).isEqualTo("init");
            assertThat(init.data().at("/metrics/error/count").asInt()).isEqualTo(1);
            assertThat(init.data().at("/stale").asBoolean()).isFalse();
            assertThat(init.data().at("/position").asText()).isEqualTo(seen);
        }
    }

    @Test
    void shouldSendWhatChangedToWhoAsksForIt() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir);
                SseClient stream = product.stream(VIEW + "&format=delta")) {
            product.track("acme", "{\"type\":\"error\",\"value\":1}");
            nextWith(stream, "error");

            product.track("acme", "{\"type\":\"page_view\",\"value\":1}");
            SseClient.SseEvent delta = nextWith(stream, "page_view");

            assertThat(delta.name()).isEqualTo("delta");
            assertThat(delta.data().at("/metrics").has("error")).isFalse();
        }
    }

    private static SseClient.SseEvent nextWith(SseClient stream, String type)
            throws InterruptedException {
        SseClient.SseEvent event = stream.next();
        while (!event.data().at("/metrics").has(type)) {
            event = stream.next();
        }
        return event;
    }
}
