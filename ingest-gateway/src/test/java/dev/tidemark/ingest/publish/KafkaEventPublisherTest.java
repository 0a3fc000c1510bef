package dev.tidemark.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventPublisherTest {

    private static final MetricEvent EVENT =
            new MetricEvent("acme", "i/1", "a", 1, null, Map.of(), 5_000, 6_000);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaReachability reachability = new KafkaReachability(Clock.systemUTC());

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static MockProducer<String, MetricEvent> producer(boolean acknowledges) {
        return new MockProducer<>(
                acknowledges,
                null,
                Topics.EVENTS.keySerde().serializer(),
                Topics.EVENTS.valueSerde().serializer());
    }

    private KafkaEventPublisher publisher(MockProducer<String, MetricEvent> producer) {
        return new KafkaEventPublisher(
                producer,
                Duration.ofMillis(20),
                Duration.ofMillis(10),
                reachability,
                new EventMeters(registry));
    }

    private Publication publishFailing(RuntimeException failure) {
        MockProducer<String, MetricEvent> producer = producer(true);
        producer.sendException = failure;
        return publisher(producer).publish(EVENT, IdOrigin.GATEWAY);
    }

    private double counted(String outcome) {
        return registry.get("tidemark.ingest.events").tag("outcome", outcome).counter().count();
    }

    private boolean reachable() {
        return reachability.now(() -> "not asked").reachable();
    }

    @Test
    void shouldAcceptOnceKafkaHasAcknowledged() {
        MockProducer<String, MetricEvent> producer = producer(true);

        Publication publication = publisher(producer).publish(EVENT, IdOrigin.CLIENT);

        assertThat(publication).isEqualTo(new Publication.Accepted());
        assertThat(producer.history())
                .containsExactly(
                        new ProducerRecord<>("tidemark.events", null, 6_000L, "acme/i/1", EVENT));
        assertThat(counted("accepted")).isEqualTo(1);
        assertThat(registry.get("tidemark.ingest.publish").timer().count()).isEqualTo(1);
    }

    @Test
    void shouldSpreadEventsWhoseIdTheGatewayMade() {
        MockProducer<String, MetricEvent> producer = producer(true);

        publisher(producer).publish(EVENT, IdOrigin.GATEWAY);

        assertThat(producer.history()).singleElement().extracting(ProducerRecord::key).isNull();
    }

    @Test
    void shouldGiveUpAtTheDeadline() {
        Publication publication = publisher(producer(false)).publish(EVENT, IdOrigin.GATEWAY);

        assertThat(publication)
                .isInstanceOfSatisfying(
                        Publication.Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.reason()).contains("no acknowledgement"));
        assertThat(counted("unavailable")).isEqualTo(1);
        assertThat(reachable()).isFalse();
    }

    @Test
    void shouldTellWhatKafkaReports() {
        assertThat(publishFailing(new TimeoutException("no metadata")))
                .isInstanceOf(Publication.Unavailable.class);
        assertThat(publishFailing(new AuthorizationException("no right")))
                .isInstanceOf(Publication.Unavailable.class);
        assertThat(reachable()).isFalse();
    }

    @Test
    void shouldTellAFullBufferFromAnAbsentKafka() {
        assertThat(publishFailing(new BufferExhaustedException("full")))
                .isInstanceOf(Publication.Overloaded.class);
        assertThat(counted("overloaded")).isEqualTo(1);
        assertThat(reachable()).isTrue();
    }

    @Test
    void shouldTellWhatWillNeverFit() {
        assertThat(publishFailing(new RecordTooLargeException("large")))
                .isEqualTo(new Publication.TooLarge());
    }

    @Test
    void shouldBeReachableAgainAfterASuccess() {
        publisher(producer(false)).publish(EVENT, IdOrigin.GATEWAY);

        publisher(producer(true)).publish(EVENT, IdOrigin.GATEWAY);

        assertThat(reachable()).isTrue();
    }

    @Test
    void shouldKeepTheInterruptFlag() {
        Thread.currentThread().interrupt();

        Publication publication = publisher(producer(false)).publish(EVENT, IdOrigin.GATEWAY);

        assertThat(publication).isInstanceOf(Publication.Unavailable.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void shouldBeUnavailableOnceClosed() {
        KafkaEventPublisher publisher = publisher(producer(true));

        publisher.close();

        assertThat(publisher.publish(EVENT, IdOrigin.GATEWAY))
                .isInstanceOf(Publication.Unavailable.class);
    }

    @Test
    void shouldNotLetPropertiesWeakenThePromise() {
        KafkaSettings kafka = new KafkaSettings("k:1", 1, Map.of("acks", "0", "client.id", "mine"));

        Properties properties = PublishSettings.DEFAULT.over(kafka.clientProperties());

        assertThat(properties)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000)
                .containsEntry("client.id", "mine");
        assertThat(new ProducerConfig(withSerializers(properties))).isNotNull();
    }

    private static Properties withSerializers(Properties properties) {
        String bytes = "org.apache.kafka.common.serialization.ByteArraySerializer";
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, bytes);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, bytes);
        return properties;
    }

    @Test
    void shouldMakeIdsThatDiffer() {
        String id = MetricIds.next("page_view", 7);

        assertThat(id)
                .matches("page_view-7-[0-9a-z]{1,13}")
                .isNotEqualTo(MetricIds.next("page_view", 7));
        assertThat(id.getBytes(UTF_8)).hasSizeLessThan(128);
    }
}
