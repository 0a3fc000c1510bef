package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.contract.topic.DeadLetterHeaders;
import dev.tidemark.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path, from POST to SSE, on a real broker in this JVM. */
class ProductIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path dataDir;

    @Test
    void shouldShowAPostedEventOnTheStream() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir);
                SseClient stream = product.stream("tenant=acme")) {
            SseClient.SseEvent init = stream.next();
            assertThat(init.name()).isEqualTo("init");
            assertThat(init.data().at("/stats/metrics").size()).isZero();

            assertThat(product.track("acme", "{\"type\":\"page_view\",\"value\":2.5}").body())
                    .startsWith("{\"success\":true,\"metricId\":\"page_view-");

            SseClient.SseEvent update = stream.next();
            assertThat(update.name()).isEqualTo("update");
            assertThat(update.data().at("/stats/metrics/page_view/count").asLong()).isEqualTo(1);
            assertThat(update.data().at("/metrics/page_view/total").asDouble()).isEqualTo(2.5);
            assertThat(update.data().at("/timeSeries/0/type").asText()).isEqualTo("page_view");
            assertThat(update.data().at("/timeSeries/0/sum").asDouble()).isEqualTo(2.5);
            assertThat(update.data().at("/connectedClients").asInt()).isEqualTo(1);
            assertThat(update.data().at("/stale").asBoolean()).isFalse();
        }
    }

    @Test
    void shouldKeepEveryFigureThroughARestart() throws Exception {
        JsonNode before;
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            for (int value = 1; value <= 20; value++) {
                product.track("acme", "{\"type\":\"error\",\"value\":%d}".formatted(value));
            }
            before = awaitCount(product, 20);
        }

        try (RunningProduct product = RunningProduct.start(dataDir)) {
            JsonNode after = awaitCount(product, 20);
            assertThat(after.at("/metrics")).isEqualTo(before.at("/metrics"));
            for (String view :
                    List.of("window=1m&range=1h", "window=5m&range=1h", "window=1h&range=2h")) {
                JsonNode windows = product.snapshot("tenant=acme&" + view).at("/timeSeries");
                assertThat(sum(windows, "count")).as(view).isEqualTo(20);
                assertThat(sum(windows, "sum")).as(view).isEqualTo(210);
            }
            product.track("acme", "{\"type\":\"error\",\"value\":1}");
            awaitCount(product, 21);
        }
    }

    @Test
    void shouldKeepTenantsApart() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            product.track("acme", "{\"type\":\"error\",\"value\":1}");
            awaitCount(product, 1);

            assertThat(product.snapshot("tenant=globex").at("/metrics").size()).isZero();
        }
    }

    @Test
    void shouldBuryWhatIsNotAnEventAndGoOn() throws Exception {
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            produce(product.kafka(), "not json".getBytes(StandardCharsets.UTF_8));
            product.track("acme", "{\"type\":\"error\",\"value\":1}");
            awaitCount(product, 1);

            ConsumerRecord<byte[], byte[]> letter = firstDeadLetter(product.kafka());
            assertThat(letter.value()).asString().isEqualTo("not json");
            assertThat(letter.headers().lastHeader(DeadLetterHeaders.TOPIC).value())
                    .asString()
                    .isEqualTo(Topics.EVENTS.name());
            assertThat(product.get("/observe/metrics").body())
                    .contains("tidemark_aggregator_dropped_total{reason=\"undecodable\"} 1.0");
        }
    }

    @Test
    void shouldCountTheLargestEventThatAGatewayTakes() throws Exception {
        byte[] noise = new byte[780_000];
        new Random(1).nextBytes(noise);
        String event =
                "{\"type\":\"error\",\"value\":1,\"metadata\":{\"noise\":\"%s\"}}"
                        .formatted(Base64.getEncoder().encodeToString(noise));
        try (RunningProduct product = RunningProduct.start(dataDir)) {
            assertThat(product.track("acme", event).statusCode()).isEqualTo(200);

            awaitCount(product, 1);
        }
    }

    private static JsonNode awaitCount(RunningProduct product, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> product.snapshot("tenant=acme"),
                        body -> body.at("/metrics/error/count").asInt() == count);
    }

    private static double sum(JsonNode windows, String field) {
        return StreamSupport.stream(windows.spliterator(), false)
                .mapToDouble(window -> window.at("/" + field).asDouble())
                .sum();
    }

    private static void produce(String kafka, byte[] value) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka);
        try (var producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.EVENTS.name(), value)).get();
        }
    }

    private static ConsumerRecord<byte[], byte[]> firstDeadLetter(String kafka) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition =
                    List.of(new TopicPartition(Topics.DEAD_LETTERS.name(), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            return await().atMost(PATIENCE)
                    .until(() -> consumer.poll(Duration.ofSeconds(1)), found -> !found.isEmpty())
                    .iterator()
                    .next();
        }
    }
}
