package dev.tidemark.benchmarks.load;

import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.TopicProvisioner;
import dev.tidemark.contract.topic.Topics;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a sequence to their topic, as an ingest gateway does: acknowledged by all,
 * lz4, batches of the same size.
 */
public final class Loader {

    /**
     * About a batch; unlike a gateway's, the same events come to the same partition in each run.
     */
    private static final int RUN = 64;

    private Loader() {}

    /**
     * Creates the topics and returns when every event is acknowledged.
     *
     * @throws IllegalStateException if one was refused
     */
    public static void load(EventSequence sequence, KafkaSettings kafka) {
        TopicProvisioner.ensure(kafka);
        EventBytes bytes = new EventBytes(sequence);
        EventKeys keys = new EventKeys(sequence.workload());
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long place = 0; place < sequence.events() && failure.get() == null; place++) {
                int partition = (int) (place / RUN % kafka.partitions());
                var event =
                        new ProducerRecord<byte[], byte[]>(
                                Topics.EVENTS.name(), partition, keys.at(place), bytes.at(place));
                var _ =
                        producer.send(
                                event,
                                (metadata, e) -> {
                                    if (e != null) {
                                        failure.compareAndSet(null, e);
                                    }
                                });
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the events cannot be written", failure.get());
        }
    }

    private static Properties properties(KafkaSettings kafka) {
        Properties producer = kafka.clientProperties();
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return producer;
    }
}
