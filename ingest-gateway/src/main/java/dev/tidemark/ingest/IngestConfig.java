package dev.tidemark.ingest;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.ingest.collector.CollectorSettings;
import dev.tidemark.ingest.http.BatchSettings;
import dev.tidemark.ingest.limit.LimitSettings;
import dev.tidemark.ingest.otlp.OtlpSettings;
import dev.tidemark.ingest.publish.PublishSettings;
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
 * @param publish how long to wait for Kafka
 * @param batch bounds of one batch
 * @param otlp what is made of OTLP metrics
 * @param limits what is taken on at a time, and of each tenant
 * @param collector whether to report the gateway's own load
 */
public record IngestConfig(
        ServerSettings server,
        AuthSettings auth,
        KafkaSettings kafka,
        Windows windows,
        PublishSettings publish,
        BatchSettings batch,
        OtlpSettings otlp,
        LimitSettings limits,
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
                PublishSettings.DEFAULT,
                BatchSettings.DEFAULT,
                OtlpSettings.DEFAULT,
                LimitSettings.DEFAULT,
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
        Optional<PublishSettings> publish = publishFrom(config.get("ingest.publish"), violations);
        Optional<BatchSettings> batch =
                violations.attempt(
                        "ingest.batch", () -> BatchSettings.from(config.get("ingest.batch")));
        Optional<OtlpSettings> otlp =
                violations.attempt(
                        "ingest.otlp", () -> OtlpSettings.from(config.get("ingest.otlp")));
        Optional<LimitSettings> limits =
                violations.attempt(
                        "ingest.limits", () -> LimitSettings.from(config.get("ingest.limits")));
        Optional<CollectorSettings> collector =
                collectorFrom(config.get("ingest.collector"), violations);
        violations.throwIfAny();
        return new IngestConfig(
                server.orElseThrow(),
                auth.orElseThrow(),
                kafka.orElseThrow(),
                windows.orElseThrow(),
                publish.orElseThrow(),
                batch.orElseThrow(),
                otlp.orElseThrow(),
                limits.orElseThrow(),
                collector.orElseThrow());
    }

    private static Optional<PublishSettings> publishFrom(Config node, Violations violations) {
        PublishSettings fallback = PublishSettings.DEFAULT;
        Duration delivery =
                violations.duration(node.get("delivery-timeout"), fallback.deliveryTimeout());
        Duration maxBlock = violations.duration(node.get("max-block"), fallback.maxBlock());
        Duration linger = violations.duration(node.get("linger"), fallback.linger());
        long buffer =
                violations
                        .attempt(
                                "ingest.publish.buffer-bytes",
                                () ->
                                        node.get("buffer-bytes")
                                                .asLong()
                                                .orElse(fallback.bufferBytes()))
                        .orElse(fallback.bufferBytes());
        return violations.attempt(
                "ingest.publish", () -> new PublishSettings(delivery, maxBlock, linger, buffer));
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
        return new IngestConfig(
                other, auth, kafka, windows, publish, batch, otlp, limits, collector);
    }

    /** The same, with these windows. */
    public IngestConfig withWindows(Windows other) {
        return new IngestConfig(
                server, auth, kafka, other, publish, batch, otlp, limits, collector);
    }

    /** The same, with this patience for Kafka. */
    public IngestConfig withPublish(PublishSettings other) {
        return new IngestConfig(
                server, auth, kafka, windows, other, batch, otlp, limits, collector);
    }

    /** The same, with this made of OTLP metrics. */
    public IngestConfig withOtlp(OtlpSettings other) {
        return new IngestConfig(
                server, auth, kafka, windows, publish, batch, other, limits, collector);
    }

    /** The same, with these limits. */
    public IngestConfig withLimits(LimitSettings other) {
        return new IngestConfig(
                server, auth, kafka, windows, publish, batch, otlp, other, collector);
    }

    /** The same, with this collector. */
    public IngestConfig withCollector(CollectorSettings other) {
        return new IngestConfig(server, auth, kafka, windows, publish, batch, otlp, limits, other);
    }
}
