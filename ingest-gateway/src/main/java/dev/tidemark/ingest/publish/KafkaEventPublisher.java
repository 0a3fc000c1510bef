package dev.tidemark.ingest.publish;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Publishes with one Kafka producer: acknowledged by all in-sync replicas, idempotent, bounded in
 * memory and in time.
 *
 * <p>The record's timestamp is the event's, so that stream time is event time. Owns the producer.
 * Thread-safe.
 */
public final class KafkaEventPublisher implements EventPublisher, BatchPublisher, AutoCloseable {

    /** The producer itself gives up at its delivery timeout; this waits for it to say why. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private final Producer<String, MetricEvent> producer;
    private final SendTurns turns;
    private final SendTurns batchTurns;
    private final Duration deadline;
    private final Duration maxBlock;
    private final KafkaReachability reachability;
    private final EventMeters meters;

    /**
     * Publishes with this producer and owns it.
     *
     * @param deadline how long to wait for an acknowledgement
     * @param maxBlock how long a batch waits for room in the buffer
     */
    KafkaEventPublisher(
            Producer<String, MetricEvent> producer,
            Duration deadline,
            Duration maxBlock,
            KafkaReachability reachability,
            EventMeters meters) {
        this.producer = producer;
        this.turns = new SendTurns(maxBlock, false);
        this.batchTurns = new SendTurns(maxBlock, true);
        this.deadline = deadline;
        this.maxBlock = maxBlock;
        this.reachability = reachability;
        this.meters = meters;
    }

    /**
     * Makes the producer and fetches the topic's metadata, so that the first event need not wait.
     *
     * @throws KafkaException if the properties are wrong or the topic cannot be found
     */
    public static KafkaEventPublisher connect(
            KafkaSettings kafka,
            PublishSettings settings,
            KafkaReachability reachability,
            EventMeters meters) {
        KafkaProducer<String, MetricEvent> producer =
                new KafkaProducer<>(
                        settings.over(kafka.clientProperties()),
                        Topics.EVENTS.keySerde().serializer(),
                        Topics.EVENTS.valueSerde().serializer());
        Duration deadline = settings.deliveryTimeout().plus(SLACK);
        KafkaEventPublisher publisher =
                new KafkaEventPublisher(
                        producer, deadline, settings.maxBlock(), reachability, meters);
        try {
            producer.partitionsFor(Topics.EVENTS.name());
        } catch (KafkaException e) {
            publisher.close();
            throw e;
        }
        return publisher;
    }

    @Override
    public Publication publish(MetricEvent event, IdOrigin origin) {
        long start = System.nanoTime();
        Publication publication = send(event, origin);
        meters.published(publication, System.nanoTime() - start);
        return publication;
    }

    @Override
    public EventBatch begin() {
        return new KafkaEventBatch(producer, batchTurns, deadline, maxBlock, this::observe);
    }

    @Override
    public Duration backlog() {
        return batchTurns.backlog();
    }

    /** Sends what is buffered, for as long as a request would have waited; then ends. */
    @Override
    public void close() {
        producer.close(deadline);
    }

    private Publication send(MetricEvent event, IdOrigin origin) {
        try {
            handOver(event, origin).get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            reachability.succeeded();
            return Publication.Accepted.INSTANCE;
        } catch (ExecutionException e) {
            return noted(SendFailure.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return noted(SendFailure.unacknowledged(deadline));
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            return SendFailure.interrupted();
        } catch (SerializationException e) {
            // Not the caller's fault nor Kafka's: every event that was parsed can be written.
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            return noted(SendFailure.of(e));
        }
    }

    private Future<RecordMetadata> handOver(MetricEvent event, IdOrigin origin) {
        turns.take();
        long begin = System.nanoTime();
        try {
            return producer.send(recordOf(event, origin));
        } finally {
            turns.release(System.nanoTime() - begin);
        }
    }

    static ProducerRecord<String, MetricEvent> recordOf(MetricEvent event, IdOrigin origin) {
        String key = origin == IdOrigin.CLIENT ? event.tenant() + '/' + event.id() : null;
        // When it was accepted, not when it happened: the aggregator tells repetitions and
        // backlogs by it, on a topic that does not keep the broker's own time.
        return new ProducerRecord<>(Topics.EVENTS.name(), null, event.acceptedAtMs(), key, event);
    }

    private Publication noted(Publication failed) {
        if (failed instanceof Publication.Unavailable(String reason, Duration retryAfter)) {
            reachability.failed(reason);
        }
        return failed;
    }

    /** One outage is one observation, however many events it hit. */
    private void observe(BatchPublication batch) {
        meters.published(batch);
        batch.failed().stream()
                .map(BatchPublication.Failed::publication)
                .filter(Publication.Unavailable.class::isInstance)
                .findFirst()
                .ifPresentOrElse(this::noted, () -> noteAccepted(batch.accepted()));
    }

    private void noteAccepted(int accepted) {
        if (accepted > 0) {
            reachability.succeeded();
        }
    }
}
