package dev.tidemark.standalone;

import dev.tidemark.contract.Windows;
import java.nio.file.Path;
import java.time.Duration;

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

    private static final Duration DEFAULT_COLLECTOR_INTERVAL = Duration.ofSeconds(30);

    /** This port and folder, all else as by default. */
    public static StandaloneSettings of(int port, Path dataDir) {
        return new StandaloneSettings(
                port, 0, dataDir, Windows.DEFAULT, DEFAULT_COLLECTOR_INTERVAL);
    }

    /** The same with the broker on this port. */
    public StandaloneSettings withKafkaPort(int other) {
        return new StandaloneSettings(port, other, dataDir, windows, collectorInterval);
    }
}
