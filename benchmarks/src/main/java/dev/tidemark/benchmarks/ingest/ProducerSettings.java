package dev.tidemark.benchmarks.ingest;

import dev.tidemark.contract.topic.Topics;
import dev.tidemark.ingest.publish.PublishSettings;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of a gateway's producer by default, for a producer that is not a gateway's. */
public final class ProducerSettings {

    private ProducerSettings() {}

    /** Names and values, without the address. */
    public static Map<String, String> byName() {
        PublishSettings gateway = PublishSettings.DEFAULT;
        long delivery = gateway.deliveryTimeout().toMillis();
        Map<String, String> settings = new TreeMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, text(gateway.linger().toMillis()));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, text(gateway.bufferBytes()));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, text(Topics.MAX_RECORD_BYTES));
        // It is only sooner or later that it gives up. A gateway asks for the topic before its
        // first record; a producer that does not may need longer on a busy machine.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, text(delivery));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, text(delivery));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, text(delivery / 2));
        return settings;
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
