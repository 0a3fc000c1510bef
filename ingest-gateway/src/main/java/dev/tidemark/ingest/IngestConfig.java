package dev.tidemark.ingest;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.ingest.collector.CollectorSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that can be set of an ingest gateway. Immutable.
 *
 * @param server where it listens; used by {@link Main} only
 * @param auth who may send; used by {@link Main} only
 * @param kafka where events go
 * @param windows the finest one's retention bounds how old an event may be
 * @param intake how events are taken in
 * @param collector whether to report the gateway's own load
 */
public record IngestConfig(
        ServerSettings server,
        AuthSettings auth,
        KafkaSettings kafka,
        Windows windows,
        Intake intake,
        CollectorSettings collector) {

    /** Next to the aggregator, which has 8082, and the dashboard gateway, which has 8083. */
    private static final int DEFAULT_PORT = 8081;

    private static final ServerSettings DEFAULT_SERVER =
            new ServerSettings("127.0.0.1", DEFAULT_PORT);

    /** This Kafka, and all else as by default. */
    public static IngestConfig of(KafkaSettings kafka) {
        return new IngestConfig(
                DEFAULT_SERVER,
                AuthSettings.NONE,
                kafka,
                Windows.DEFAULT,
                Intake.DEFAULT,
                CollectorSettings.DEFAULT);
    }

    /**
     * Reads the process's configuration: system properties, environment, {@code application.yaml}.
     *
     * @throws IllegalStateException if that cannot be read
     * @throws dev.tidemark.contract.config.InvalidConfigException with every broken rule
     */
    static IngestConfig load() {
        try {
            return from(Config.create());
        } catch (ConfigException e) {
            throw new IllegalStateException("cannot read the configuration", e);
        }
    }

    /**
     * Reads the nodes {@code server}, {@code auth}, {@code kafka}, {@code windows} and {@code
     * ingest}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every broken rule
     */
    public static IngestConfig from(Config config) {
        Violations violations = new Violations();
        Optional<ServerSettings> server =
                violations.attempt(
                        "server", () -> ServerSettings.from(config.get("server"), DEFAULT_PORT));
        Optional<AuthSettings> auth =
                server.flatMap(
                        at ->
                                violations.attempt(
                                        "auth", () -> AuthSettings.from(config.get("auth"), at)));
        Optional<KafkaSettings> kafka =
                violations.attempt("kafka", () -> KafkaSettings.from(config.get("kafka")));
        Optional<Windows> windows =
                violations.attempt("windows", () -> Windows.from(config.get("windows")));
        Optional<Intake> intake =
                violations.attempt("ingest", () -> Intake.from(config.get("ingest")));
        Optional<CollectorSettings> collector =
                collectorFrom(config.get("ingest.collector"), violations);
        violations.throwIfAny();
        return new IngestConfig(
                server.orElseThrow(),
                auth.orElseThrow(),
                kafka.orElseThrow(),
                windows.orElseThrow(),
                intake.orElseThrow(),
                collector.orElseThrow());
    }

    private static Optional<CollectorSettings> collectorFrom(Config node, Violations violations) {
        CollectorSettings fallback = CollectorSettings.DEFAULT;
        Duration interval = violations.duration(node.get("interval"), fallback.interval());
        boolean enabled =
                violations
                        .attempt(
                                "ingest.collector.enabled",
                                () -> node.get("enabled").asBoolean().orElse(fallback.enabled()))
                        .orElse(fallback.enabled());
        String tenant = node.get("tenant").asString().orElse(fallback.tenant());
        return violations.attempt(
                "ingest.collector", () -> new CollectorSettings(enabled, interval, tenant));
    }

    /** The same, listening there. */
    public IngestConfig withServer(ServerSettings other) {
        return new IngestConfig(other, auth, kafka, windows, intake, collector);
    }

    /** The same, with these windows. */
    public IngestConfig withWindows(Windows other) {
        return new IngestConfig(server, auth, kafka, other, intake, collector);
    }

    /** The same, taking events in like this. */
    public IngestConfig withIntake(Intake other) {
        return new IngestConfig(server, auth, kafka, windows, other, collector);
    }

    /** The same, with this collector. */
    public IngestConfig withCollector(CollectorSettings other) {
        return new IngestConfig(server, auth, kafka, windows, intake, other);
    }
}
