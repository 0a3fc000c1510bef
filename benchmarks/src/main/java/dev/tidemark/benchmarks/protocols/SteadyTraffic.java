package dev.tidemark.benchmarks.protocols;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Some hundred events a second, so that a kill finds work under way; and, when asked, one event for
 * each tenant that can be told from all others. Thread-safe.
 */
final class SteadyTraffic implements AutoCloseable {

    static final String MARK = "mark";

    private static final String BACKGROUND = "background";
    private static final long TICK_MS = 50;

    private final int tenants;
    private final int partitions;
    private final KafkaProducer<String, MetricEvent> producer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** Writes nothing yet. */
    SteadyTraffic(KafkaSettings kafka, int tenants) {
        this.tenants = tenants;
        this.partitions = kafka.partitions();
        Properties client = kafka.clientProperties();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer =
                new KafkaProducer<>(
                        client,
                        Topics.EVENTS.keySerde().serializer(),
                        Topics.EVENTS.valueSerde().serializer());
    }

    static String tenant(int index) {
        return "tenant-%03d".formatted(index);
    }

    /** From now on there is traffic. */
    void start() {
        var _ =
                thread.scheduleAtFixedRate(
                        () -> writeEach(BACKGROUND), 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Returns when one event of the type {@link #MARK} stands in the topic for each tenant. */
    void mark() {
        writeEach(MARK);
        producer.flush();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close();
    }

    private void writeEach(String type) {
        for (int i = 0; i < tenants; i++) {
            long now = System.currentTimeMillis();
            String id = type + "-" + now + "-" + i;
            MetricEvent event = new MetricEvent(tenant(i), id, type, 1, null, Map.of(), now, now);
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.EVENTS.name(), i % partitions, null, event));
        }
    }
}
