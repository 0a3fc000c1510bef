package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Percentiles, unique users and breakdowns as a dashboard gets them, on a real broker. */
class DetailsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int FLOOD = 100_000;
    private static final int MAX_VALUES = 200;

    @TempDir Path dataDir;

    @Test
    void shouldTellPercentilesUsersAndParts() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir);
                Writer writer = new Writer(product)) {
            for (int i = 1; i <= 1_000; i++) {
                writer.write("acme", "api_call", i, "user-" + i % 80, "endpoint", "/v" + i % 3);
            }
            writer.flush();
            awaitCount(product, "acme", "api_call", 1_000);

            JsonNode body =
                    product.snapshot(
                            "tenant=acme&include=percentiles,users,rates&breakdown=endpoint"
                                    + "&top=2&order=p95");

            assertThat(body.at("/metrics/api_call/p95").asDouble()).isCloseTo(950, within(9.5));
            assertThat(body.at("/metrics/api_call/users").asLong()).isEqualTo(80);
            assertThat(body.at("/rangeMetrics/api_call/p50").asDouble())
                    .isCloseTo(500, within(5.0));
            assertThat(body.at("/users").asLong()).isEqualTo(80);
            assertThat(body.at("/metrics/api_call/mean").asDouble()).isEqualTo(500.5);
            assertThat(body.at("/timeSeries/0/partial").asBoolean()).isTrue();
            JsonNode breakdown = body.at("/breakdowns/0");
            assertThat(breakdown.at("/type").asText()).isEqualTo("api_call");
            assertThat(breakdown.at("/parts")).hasSize(2);
            assertThat(breakdown.at("/parts/0/p95").asDouble()).isCloseTo(950, within(12.0));
            assertThat(counts(breakdown)).isEqualTo(1_000);

            assertThat(product.snapshot("tenant=acme").has("breakdowns")).isFalse();
        }
    }

    /** A tenant whose pages are all different harms neither itself nor its neighbour. */
    @Test
    void shouldStayBoundedInAFloodOfValues() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir);
                Writer writer = new Writer(product)) {
            for (int i = 0; i < FLOOD; i++) {
                writer.write("noisy", "page_view", 1, null, "page", "/" + i);
                if (i % 100 == 0) {
                    writer.write("quiet", "page_view", 1, null, "page", "/" + i % 300);
                    writer.write("noisy", "page_view", 1, null, "page", "/home");
                }
            }
            writer.flush();
            awaitCount(product, "noisy", "page_view", FLOOD + FLOOD / 100);
            awaitCount(product, "quiet", "page_view", FLOOD / 100);

            JsonNode noisy = breakdown(product, "noisy", 1_000);
            assertThat(noisy.at("/parts").size()).isLessThanOrEqualTo(MAX_VALUES);
            assertThat(noisy.at("/other/value").asText()).isEqualTo("__other__");
            assertThat(noisy.at("/other/count").asLong()).isGreaterThan(FLOOD / 2);
            assertThat(counts(noisy)).isEqualTo(FLOOD + FLOOD / 100);
            assertThat(noisy.at("/parts/0/value").asText()).isEqualTo("/home");
            JsonNode quiet = breakdown(product, "quiet", 1_000);
            assertThat(quiet.at("/parts")).hasSize(3);
            assertThat(quiet.at("/other/count").asLong()).isZero();
            assertThat(product.get("/query/v1/drops?tenant=noisy").body()).contains("over_bound");
            assertThat(product.get("/query/v1/drops?tenant=quiet").body())
                    .doesNotContain("over_bound");
        }
    }

    private static JsonNode breakdown(RunningProduct product, String tenant, int top)
            throws Exception {
        return product.snapshot("tenant=" + tenant + "&breakdown=page&top=" + top)
                .at("/breakdowns/0");
    }

    private static long counts(JsonNode breakdown) {
        return StreamSupport.stream(breakdown.at("/parts").spliterator(), false)
                        .mapToLong(part -> part.at("/count").asLong())
                        .sum()
                + breakdown.at("/other/count").asLong();
    }

    private static void awaitCount(RunningProduct product, String tenant, String type, long count) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                product.snapshot("tenant=" + tenant)
                                                .at("/metrics/" + type + "/count")
                                                .asLong()
                                        == count);
    }

    /** Writes events past the gateway, which would take one request for each. */
    private static final class Writer implements AutoCloseable {

        private final KafkaProducer<String, MetricEvent> producer;
        private final long nowMs = System.currentTimeMillis();

        Writer(RunningProduct product) {
            Properties client = KafkaSettings.of(product.kafka()).clientProperties();
            this.producer =
                    new KafkaProducer<>(
                            client,
                            Topics.EVENTS.keySerde().serializer(),
                            Topics.EVENTS.valueSerde().serializer());
        }

        void write(
                String tenant,
                String type,
                double value,
                @Nullable String user,
                String dimension,
                String text) {
            MetricEvent event =
                    new MetricEvent(
                            tenant, "id", type, value, user, Map.of(dimension, text), nowMs, nowMs);
            var _ = producer.send(new ProducerRecord<>(Topics.EVENTS.name(), event));
        }

        void flush() {
            producer.flush();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
