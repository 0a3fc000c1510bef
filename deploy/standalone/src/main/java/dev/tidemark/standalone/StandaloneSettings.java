package dev.tidemark.standalone;

import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.ingest.collector.CollectorSettings;
import dev.tidemark.ingest.limit.LimitSettings;
import io.helidon.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How one machine runs everything.
 *
 * @param port of the one HTTP server, on loopback; 0 takes any free one
 * @param kafkaPort of the embedded broker, on loopback; 0 takes any free one
 * @param dataDir folder that holds everything
 * @param topology what is kept, and for how long
 * @param limits what the ingest gateway takes on
 * @param collectorInterval how often the machine's own load is reported
 */
public record StandaloneSettings(
        int port,
        int kafkaPort,
        Path dataDir,
        TopologySettings topology,
        LimitSettings limits,
        Duration collectorInterval) {

    /** The port of the original example. */
    public static final int DEFAULT_PORT = 3111;

    /**
     * This port and folder; what is kept, {@code ingest.limits} and {@code
     * ingest.collector.interval} as configured.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException listing every violation
     */
    public static StandaloneSettings from(Config config, int port, Path dataDir) {
        Violations violations = new Violations();
        Optional<TopologySettings> topology =
                violations.attempt("topology", () -> TopologySettings.from(config));
        Optional<LimitSettings> limits =
                violations.attempt(
                        "ingest.limits", () -> LimitSettings.from(config.get("ingest.limits")));
        Duration interval =
                violations.duration(
                        config.get("ingest.collector.interval"),
                        CollectorSettings.DEFAULT.interval());
        violations.throwIfAny();
        return new StandaloneSettings(
                port, 0, dataDir, topology.orElseThrow(), limits.orElseThrow(), interval);
    }

    /** Sizes and retentions of the windows. */
    Windows windows() {
        return topology.windows();
    }

    /** The same with the broker on this port. */
    public StandaloneSettings withKafkaPort(int other) {
        return new StandaloneSettings(port, other, dataDir, topology, limits, collectorInterval);
    }
}
