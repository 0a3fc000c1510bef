package dev.tidemark.aggregator;

import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.topic.KafkaSettings;
import io.helidon.config.Config;

/**
 * Everything that an aggregator is told.
 *
 * @param server where the query server listens, which speaks plain HTTP
 * @param auth who may ask
 * @param advertised {@code host:port} at which other services reach it
 * @param kafka the cluster
 * @param topology what is computed
 * @param streams the Streams instance
 */
public record AggregatorConfig(
        ServerSettings server,
        AuthSettings auth,
        String advertised,
        KafkaSettings kafka,
        TopologySettings topology,
        StreamsSettings streams) {

    private static final int DEFAULT_PORT = 8082;

    /**
     * Reads the nodes {@code server}, {@code auth}, {@code kafka}, {@code windows} and {@code
     * aggregator}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException listing every violation
     */
    public static AggregatorConfig from(Config config) {
        Violations violations = new Violations();
        var server =
                violations.attempt(
                        "server", () -> ServerSettings.from(config.get("server"), DEFAULT_PORT));
        server.ifPresent(
                it ->
                        violations.require(
                                !it.tls().isOn(),
                                "server.tls",
                                "on",
                                "is not for an aggregator, which is asked by plain HTTP"));
        var auth =
                server.flatMap(
                        at ->
                                violations.attempt(
                                        "auth", () -> AuthSettings.from(config.get("auth"), at)));
        var kafka = violations.attempt("kafka", () -> KafkaSettings.from(config.get("kafka")));
        var topology = violations.attempt("topology", () -> TopologySettings.from(config));
        var streams =
                violations.attempt(
                        "aggregator", () -> StreamsSettings.from(config.get("aggregator")));
        violations.throwIfAny();
        ServerSettings listens = server.orElseThrow();
        return new AggregatorConfig(
                listens,
                auth.orElseThrow(),
                config.get("aggregator.advertised")
                        .asString()
                        .orElse(listens.host() + ":" + listens.port()),
                kafka.orElseThrow(),
                topology.orElseThrow(),
                streams.orElseThrow());
    }
}
