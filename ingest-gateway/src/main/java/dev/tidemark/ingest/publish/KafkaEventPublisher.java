package dev.tidemark.ingest.publish;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes with one Kafka producer: acknowledged by all in-sync replicas, idempotent, bounded in
 * memory and in time.
 *
 * <p>The record's timestamp is the event's, so that stream time is event time. Owns the producer.
 * Thread-safe.
 */
public final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

    /** The producer itself gives up at its delivery timeout; this waits for it to say why. */
    private static final Duration SLACK = Duration.ofMillis(500);

    /** A full buffer drains within moments, or Kafka is away. */
    private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(1);

    /** Elections and restarts take seconds; sooner retries would only add to the load. */
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(5);

    private final Producer<String, MetricEvent> producer;
    private final Duration deadline;
    private final KafkaReachability reachability;
    private final EventMeters meters;

    /**
     * Publishes with this producer and owns it.
     *
     * @param deadline how long to wait for an acknowledgement
     */
    KafkaEventPublisher(
            Producer<String, MetricEvent> producer,
            Duration deadline,
            KafkaReachability reachability,
            EventMeters meters) {
        this.producer = producer;
        this.deadline = deadline;
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
                new KafkaEventPublisher(producer, deadline, reachability, meters);
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
    public CompletableFuture<Publication> publishLater(MetricEvent event, IdOrigin origin) {
        long start = System.nanoTime();
        CompletableFuture<Publication> fate = new CompletableFuture<>();
        try {
            var _ =
                    producer.send(
                            toRecord(event, origin),
                            (metadata, failure) -> fate.complete(fateOf(failure)));
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            fate.complete(new Publication.Unavailable("interrupted while waiting", OUTAGE_PAUSE));
        } catch (SerializationException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            fate.complete(failed(e));
        }
        return fate.thenApply(
                publication -> {
                    meters.published(publication, System.nanoTime() - start);
                    return publication;
                });
    }

    private Publication fateOf(@Nullable Exception failure) {
        if (failure != null) {
            return failed(failure);
        }
        reachability.succeeded();
        return Publication.Accepted.INSTANCE;
    }

    /** Sends what is buffered, for as long as a request would have waited; then ends. */
    @Override
    public void close() {
        producer.close(deadline);
    }

    private Publication send(MetricEvent event, IdOrigin origin) {
        try {
            Future<?> acknowledgement = producer.send(toRecord(event, origin));
            acknowledgement.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            reachability.succeeded();
            return Publication.Accepted.INSTANCE;
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return unavailable("no acknowledgement within " + deadline);
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            return new Publication.Unavailable("interrupted while waiting", OUTAGE_PAUSE);
        } catch (SerializationException e) {
            // Not the caller's fault nor Kafka's: every event that was parsed can be written.
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            return failed(e);
        }
    }

    /**
     * The record's time is when the event was accepted, not when it happened: the aggregator tells
     * repetitions and backlogs by it, on a topic that does not keep the broker's own time.
     */
    private static ProducerRecord<String, MetricEvent> toRecord(
            MetricEvent event, IdOrigin origin) {
        String key = origin == IdOrigin.CLIENT ? event.tenant() + '/' + event.id() : null;
        return new ProducerRecord<>(Topics.EVENTS.name(), null, event.acceptedAtMs(), key, event);
    }

    private Publication failed(Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException e -> new Publication.TooLarge();
            case BufferExhaustedException e -> new Publication.Overloaded(OVERLOAD_PAUSE);
            default -> unavailable(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        };
    }

    private Publication unavailable(String reason) {
        reachability.failed(reason);
        return new Publication.Unavailable(reason, OUTAGE_PAUSE);
    }
}
