package dev.tidemark.standalone;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.ingest.collector.CollectorSettings;
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
 * @param windows sizes and retentions
 * @param collectorInterval how often the machine's own load is reported
 */
public record StandaloneSettings(
        int port, int kafkaPort, Path dataDir, Windows windows, Duration collectorInterval) {

    /** The port of the original example. */
    public static final int DEFAULT_PORT = 3111;

    /**
     * This port and folder; {@code windows} and {@code ingest.collector.interval} as configured.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException listing every violation
     */
    public static StandaloneSettings from(Config config, int port, Path dataDir) {
        Violations violations = new Violations();
        Optional<Windows> windows =
                violations.attempt("windows", () -> Windows.from(config.get("windows")));
        Duration interval =
                violations.duration(
                        config.get("ingest.collector.interval"),
                        CollectorSettings.DEFAULT.interval());
        violations.throwIfAny();
        return new StandaloneSettings(port, 0, dataDir, windows.orElseThrow(), interval);
    }

    /** The same with the broker on this port. */
    public StandaloneSettings withKafkaPort(int other) {
        return new StandaloneSettings(port, other, dataDir, windows, collectorInterval);
    }
}
