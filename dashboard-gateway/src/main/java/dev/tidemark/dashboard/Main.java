package dev.tidemark.dashboard;

import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.ShutdownSignal;
import dev.tidemark.contract.http.Telemetry;
import io.helidon.config.Config;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/** Runs the dashboard gateway until SIGTERM or Ctrl-C. */
public final class Main {

    private Main() {}

    /** Takes no arguments; settings come from {@code application.yaml} and the environment. */
    public static void main(String[] args) {
        try {
            run(DashboardConfig.from(Config.create()));
        } catch (InvalidConfigException | IllegalStateException e) {
            System.err.println("The dashboard gateway cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(DashboardConfig config) {
        var registry = Telemetry.registry();
        var guard = Guard.of(config.auth(), registry);
        LoggerFactory.getLogger(Main.class).info(config.auth().told());
        var gateway = DashboardGateway.start(config, Clock.systemUTC(), registry);
        var checks = gateway.healthChecks();
        try (var signal = ShutdownSignal.install();
                var server =
                        ServiceServer.start(
                                config.server(),
                                checks,
                                registry,
                                gateway::listener,
                                routing -> gateway.routes(routing, guard));
                gateway) {
            System.out.printf(
                    "Dashboard: %s://%s:%d%n",
                    config.server().scheme(), config.server().host(), server.port());
            signal.await();
        }
    }
}
