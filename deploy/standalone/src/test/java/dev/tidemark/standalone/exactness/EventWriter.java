package dev.tidemark.standalone.exactness;

import static org.awaitility.Awaitility.await;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link KnownEvents} at a steady pace from a thread of its own, until it is stopped.
 *
 * <p>Each record stands in the topic exactly once, also if the broker dies meanwhile: the producer
 * is idempotent and patient, and {@link #stop} fails if one record was given up.
 */
final class EventWriter implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KnownEvents events;
    private final int recordsPerTick;
    private final KafkaProducer<String, MetricEvent> producer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private EventWriter(KafkaSettings kafka, KnownEvents events, int recordsPerSecond) {
        this.events = events;
        this.recordsPerTick = recordsPerSecond * (int) TICK.toMillis() / 1_000;
        Properties client = kafka.clientProperties();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A partition that is just being made may refuse a batch and take the next one, and then
        // never takes the first: so there is one under way at a time.
        client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        this.producer =
                new KafkaProducer<>(
                        client,
                        Topics.EVENTS.keySerde().serializer(),
                        Topics.EVENTS.valueSerde().serializer());
    }

    static EventWriter start(KafkaSettings kafka, KnownEvents events, int recordsPerSecond) {
        EventWriter writer = new EventWriter(kafka, events, recordsPerSecond);
        var _ =
                writer.thread.scheduleAtFixedRate(
                        writer::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return writer;
    }

    /** Returns when Kafka has acknowledged this many records more. */
    void awaitMore(int records) {
        long wanted = acknowledged.get() + records;
        await().atMost(PATIENCE).until(() -> acknowledged.get() >= wanted);
    }

    /** Ends; from now on the events' figures are final. */
    void stop() {
        end(thread);
        producer.flush();
        producer.close();
        Throwable lost = failure.get();
        if (lost != null) {
            throw new AssertionError("a record could not be written", lost);
        }
    }

    /** Ends without a look at what became of the records. */
    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ZERO);
    }

    private void tick() {
        try {
            for (int i = 0; i < recordsPerTick; i++) {
                var _ = producer.send(events.next(), this::acknowledge);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private void acknowledge(RecordMetadata metadata, @Nullable Exception refusal) {
        if (refusal == null) {
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, refusal);
        }
    }

    private static void end(ExecutorService thread) {
        thread.shutdown();
        await().atMost(PATIENCE).until(thread::isTerminated);
    }
}
