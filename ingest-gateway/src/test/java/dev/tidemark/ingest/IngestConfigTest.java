package dev.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.ingest.collector.CollectorSettings;
import dev.tidemark.ingest.publish.PublishSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    private static IngestConfig from(Map<String, String> settings) {
        return IngestConfig.from(Config.just(ConfigSources.create(settings)));
    }

    @Test
    void shouldHaveADefaultForEverything() {
        IngestConfig config = from(Map.of());

        assertThat(config).isEqualTo(IngestConfig.of(KafkaSettings.of("127.0.0.1:9092")));
        assertThat(config.server()).isEqualTo(new ServerSettings("127.0.0.1", 8081));
        assertThat(config.intake().publish().deliveryTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldReadEverySetting() {
        IngestConfig config =
                from(
                        Map.ofEntries(
                                Map.entry("server.port", "9"),
                                Map.entry("kafka.bootstrap-servers", "k:1"),
                                Map.entry("windows.0.size", "10s"),
                                Map.entry("windows.0.retention", "1h"),
                                Map.entry("ingest.publish.delivery-timeout", "3s"),
                                Map.entry("ingest.publish.max-block", "20ms"),
                                Map.entry("ingest.publish.linger", "0ms"),
                                Map.entry("ingest.publish.buffer-bytes", "8388608"),
                                Map.entry("ingest.batch.max-wait", "70ms"),
                                Map.entry("ingest.otlp.resource-attributes", "host.name, k8s.pod"),
                                Map.entry("ingest.collector.enabled", "false"),
                                Map.entry("ingest.collector.interval", "1m"),
                                Map.entry("ingest.collector.tenant", "ops")));

        assertThat(config.server().port()).isEqualTo(9);
        assertThat(config.kafka().bootstrapServers()).isEqualTo("k:1");
        assertThat(config.windows().finest().retention()).isEqualTo(Duration.ofHours(1));
        assertThat(config.intake().publish())
                .isEqualTo(
                        new PublishSettings(
                                Duration.ofSeconds(3),
                                Duration.ofMillis(20),
                                Duration.ZERO,
                                8_388_608));
        assertThat(config.intake().batch().maxWait()).isEqualTo(Duration.ofMillis(70));
        assertThat(config.intake().otlp().resourceAttributes())
                .containsExactlyInAnyOrder("host.name", "k8s.pod");
        assertThat(config.collector())
                .isEqualTo(new CollectorSettings(false, Duration.ofMinutes(1), "ops"));
    }

    @Test
    void shouldTellEveryViolationTogether() {
        Map<String, String> settings =
                Map.of(
                        "server.port", "70000",
                        "kafka.partitions", "0",
                        "ingest.publish.delivery-timeout", "soon",
                        "ingest.publish.linger", "2s",
                        "ingest.publish.buffer-bytes", "1",
                        "ingest.collector.interval", "10ms",
                        "ingest.collector.enabled", "maybe",
                        "ingest.collector.tenant", "a b",
                        "ingest.otlp.resource-attributes", "a,,b");

        assertThatThrownBy(() -> from(settings))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll(
                        "server.port = 70000",
                        "kafka.partitions = 0",
                        "ingest.publish.delivery-timeout: 'soon'",
                        "ingest.publish.linger = PT2S",
                        "ingest.publish.buffer-bytes = 1",
                        "ingest.collector.interval = PT0.01S",
                        "ingest.collector.tenant = a b",
                        "ingest.otlp.resource-attributes");
    }

    @Test
    void shouldLetResourceAttributesBeLeftOut() {
        assertThat(
                        from(Map.of("ingest.otlp.resource-attributes", ""))
                                .intake()
                                .otlp()
                                .resourceAttributes())
                .isEmpty();
    }

    @Test
    void shouldChangeOneRoomAtATime() {
        IngestConfig config = IngestConfig.of(KafkaSettings.of("k:1"));
        CollectorSettings off = new CollectorSettings(false, Duration.ofSeconds(30), "t");

        IngestConfig changed = config.withCollector(off);

        assertThat(changed.collector()).isEqualTo(off);
        assertThat(changed.withCollector(config.collector())).isEqualTo(config);
    }
}
