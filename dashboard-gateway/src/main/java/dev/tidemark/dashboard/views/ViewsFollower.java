package dev.tidemark.dashboard.views;

import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic from its beginning into a store, and follows it. Kafka may be away: it tries
 * again until {@link #close}. One thread.
 */
final class ViewsFollower implements AutoCloseable {

    static final TopicPartition PARTITION = new TopicPartition(Topics.VIEWS.name(), 0);

    private static final Logger LOG = LoggerFactory.getLogger(ViewsFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int CALL_TIMEOUT_MS = 5_000;

    private final KafkaSettings kafka;
    private final ViewsStore store;
    private final Thread thread;
    private volatile boolean loaded;
    private volatile boolean closed;

    ViewsFollower(KafkaSettings kafka, ViewsStore store) {
        this.kafka = kafka;
        this.store = store;
        this.thread = Thread.ofPlatform().daemon().name("views-follower").start(this::run);
    }

    /** Whether the store has all that the topic held when the following began. */
    boolean isLoaded() {
        return loaded;
    }

    private void run() {
        boolean failed = false;
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                follow(consumer);
            } catch (KafkaException e) {
                if (!closed && !failed) {
                    LOG.warn("saved views cannot be read from topic={}", PARTITION.topic(), e);
                }
                failed = true;
                LockSupport.parkNanos(this, PAUSE.toNanos());
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Properties client = kafka.clientProperties();
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
        client.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
        return new KafkaConsumer<>(
                client,
                Topics.VIEWS.keySerde().deserializer(),
                Topics.VIEWS.valueSerde().deserializer());
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, store.nextOffset());
        long endOffset =
                Objects.requireNonNull(consumer.endOffsets(List.of(PARTITION)).get(PARTITION));
        while (!closed) {
            consumer.poll(POLL).forEach(this::apply);
            store.reached(consumer.position(PARTITION));
            if (!loaded && store.nextOffset() >= endOffset) {
                loaded = true;
                LOG.info("saved views are loaded bytes={}", store.bytes());
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> item) {
        try {
            store.apply(item.key(), ViewsJson.fromRecord(item.value()));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("not a list of views topic={} offset={}", item.topic(), item.offset(), e);
        }
    }

    /** Ends it, and waits for that a moment. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
