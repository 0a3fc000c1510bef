package dev.tidemark.dashboard;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.dashboard.query.QuerySettings;
import dev.tidemark.dashboard.stream.StreamSettings;
import io.helidon.config.Config;
import java.util.List;
import java.util.Optional;

/**
 * All settings of the gateway.
 *
 * @param server where it listens
 * @param auth who may look
 * @param windows what the aggregators keep, and so what may be asked for
 * @param query how aggregators are asked
 * @param stream how much is streamed
 * @param kafka where saved views are; without it, none are kept
 */
public record DashboardConfig(
        ServerSettings server,
        AuthSettings auth,
        Windows windows,
        QuerySettings query,
        StreamSettings stream,
        Optional<KafkaSettings> kafka) {

    private static final int DEFAULT_PORT = 8083;

    /**
     * Reads the nodes {@code server}, {@code auth}, {@code windows}, {@code dashboard} and {@code
     * kafka}, which may be missing.
     *
     * @param config the root
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public static DashboardConfig from(Config config) {
        Violations violations = new Violations();
        Config own = config.get("dashboard");
        Optional<ServerSettings> server =
                violations.attempt(
                        "server", () -> ServerSettings.from(config.get("server"), DEFAULT_PORT));
        Optional<AuthSettings> auth =
                server.flatMap(
                        at ->
                                violations.attempt(
                                        "auth", () -> AuthSettings.from(config.get("auth"), at)));
        Optional<Windows> windows =
                violations.attempt("windows", () -> Windows.from(config.get("windows")));
        Optional<QuerySettings> query =
                violations.attempt("dashboard", () -> QuerySettings.from(own));
        Optional<StreamSettings> stream =
                violations.attempt("dashboard", () -> StreamSettings.from(own));
        Optional<KafkaSettings> kafka =
                config.get("kafka.bootstrap-servers").asString().isPresent()
                        ? violations.attempt("kafka", () -> KafkaSettings.from(config.get("kafka")))
                        : Optional.empty();
        violations.throwIfAny();
        return new DashboardConfig(
                server.orElseThrow(),
                auth.orElseThrow(),
                windows.orElseThrow(),
                query.orElseThrow(),
                stream.orElseThrow(),
                kafka);
    }

    /** The default windows and limits for a server and aggregators that are known. */
    public static DashboardConfig of(ServerSettings server, List<String> aggregators) {
        return new DashboardConfig(
                server,
                AuthSettings.NONE,
                Windows.DEFAULT,
                QuerySettings.of(aggregators),
                StreamSettings.DEFAULT,
                Optional.empty());
    }
}
