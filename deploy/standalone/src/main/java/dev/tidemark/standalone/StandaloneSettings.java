package dev.tidemark.standalone;

import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.dashboard.stream.StreamSettings;
import dev.tidemark.ingest.Intake;
import dev.tidemark.ingest.collector.CollectorSettings;
import io.helidon.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How one machine runs everything.
 *
 * @param server where the one HTTP server listens; port 0 takes any free one
 * @param auth who may send and look
 * @param kafkaPort of the embedded broker, on loopback; 0 takes any free one
 * @param dataDir folder that holds everything
 * @param topology what is kept, and for how long
 * @param intake how the ingest gateway takes events in
 * @param stream how much is streamed
 * @param collectorInterval how often the machine's own load is reported
 */
public record StandaloneSettings(
        ServerSettings server,
        AuthSettings auth,
        int kafkaPort,
        Path dataDir,
        TopologySettings topology,
        Intake intake,
        StreamSettings stream,
        Duration collectorInterval) {

    /** The port of the original example. */
    public static final int DEFAULT_PORT = 3111;

    private static final String LOOPBACK = "127.0.0.1";
    private static final String KEYS_FILE = "keys.json";

    /** On loopback, without keys, Kafka on any free port. */
    public static StandaloneSettings of(
            int port, Path dataDir, TopologySettings topology, Duration collectorInterval) {
        return new StandaloneSettings(
                new ServerSettings(LOOPBACK, port),
                AuthSettings.NONE,
                0,
                dataDir,
                topology,
                Intake.DEFAULT,
                StreamSettings.DEFAULT,
                collectorInterval);
    }

    /**
     * This address and folder; what is kept, how events are taken in, how much is streamed, {@code
     * ingest.collector.interval}, {@code server.tls}, {@code server.cors} and {@code auth} as
     * configured. Keys are needed if the folder holds some, or the configuration names their file.
     *
     * @param insecure whether anybody may be let in from other machines
     * @throws dev.tidemark.contract.config.InvalidConfigException listing every violation
     */
    public static StandaloneSettings from(
            Config config, String host, int port, Path dataDir, boolean insecure) {
        Violations violations = new Violations();
        Optional<TopologySettings> topology =
                violations.attempt("topology", () -> TopologySettings.from(config));
        Optional<Intake> intake =
                violations.attempt("ingest", () -> Intake.from(config.get("ingest")));
        Optional<StreamSettings> stream =
                violations.attempt("dashboard", () -> StreamSettings.from(config.get("dashboard")));
        Duration interval =
                violations.duration(
                        config.get("ingest.collector.interval"),
                        CollectorSettings.DEFAULT.interval());
        Optional<ServerSettings> server =
                violations.attempt(
                        "server",
                        () -> ServerSettings.from(config.get("server"), port).at(host, port));
        Optional<AuthSettings> auth =
                violations.attempt("auth", () -> AuthSettings.from(config.get("auth")));
        violations.throwIfAny();
        return new StandaloneSettings(
                server.orElseThrow(),
                withKeysOf(dataDir, auth.orElseThrow()).withInsecure(insecure),
                0,
                dataDir,
                topology.orElseThrow(),
                intake.orElseThrow(),
                stream.orElseThrow(),
                interval);
    }

    private static AuthSettings withKeysOf(Path dataDir, AuthSettings auth) {
        Path file = keysFile(dataDir);
        return auth.keysFile().isEmpty() && Files.exists(file) ? auth.withKeysFile(file) : auth;
    }

    /** Where the keys of a data folder are. */
    public static Path keysFile(Path dataDir) {
        return dataDir.resolve(KEYS_FILE);
    }

    /** Sizes and retentions of the windows. */
    Windows windows() {
        return topology.windows();
    }

    /** The same for these callers. */
    public StandaloneSettings withAuth(AuthSettings other) {
        return new StandaloneSettings(
                server, other, kafkaPort, dataDir, topology, intake, stream, collectorInterval);
    }

    /** The same, listening there. */
    public StandaloneSettings withServer(ServerSettings other) {
        return new StandaloneSettings(
                other, auth, kafkaPort, dataDir, topology, intake, stream, collectorInterval);
    }

    /** The same with the broker on this port. */
    public StandaloneSettings withKafkaPort(int other) {
        return new StandaloneSettings(
                server, auth, other, dataDir, topology, intake, stream, collectorInterval);
    }
}
