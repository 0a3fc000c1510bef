package dev.tidemark.dashboard;

import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.ShutdownSignal;
import dev.tidemark.contract.http.Telemetry;
import io.helidon.config.Config;
import java.time.Clock;

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
        var gateway = DashboardGateway.start(config, Clock.systemUTC(), registry);
        var checks = gateway.healthChecks();
        try (var signal = ShutdownSignal.install();
                var server =
                        ServiceServer.start(config.server(), checks, registry, gateway::routes);
                gateway) {
            System.out.println("Dashboard: http://" + config.server().host() + ":" + server.port());
            signal.await();
        }
    }
}
