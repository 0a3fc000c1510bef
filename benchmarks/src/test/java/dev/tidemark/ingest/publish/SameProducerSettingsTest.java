package dev.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.ingest.ProducerSettings;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** In this package because only it sees what a gateway's producer is told. */
final class SameProducerSettingsTest {

    @Test
    void shouldMeasureTheGatewayAgainstAProducerWithItsOwnSettings() {
        Map<String, String> gateway = new TreeMap<>();
        PublishSettings.DEFAULT
                .over(new Properties())
                .forEach((name, value) -> gateway.put(name.toString(), value.toString()));

        // All but when it gives up waiting for room.
        gateway.put("max.block.ms", gateway.get("delivery.timeout.ms"));
        assertThat(ProducerSettings.byName()).isEqualTo(gateway);
    }
}
