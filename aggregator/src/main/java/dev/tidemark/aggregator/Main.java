package dev.tidemark.aggregator;

import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.ShutdownSignal;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.contract.topic.TopicProvisioner;
import io.helidon.config.Config;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one aggregator until SIGTERM. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /**
     * Reads {@code application.yaml}, the environment and system properties; takes no arguments.
     */
    public static void main(String[] args) {
        try (ShutdownSignal signal = ShutdownSignal.install()) {
            run(AggregatorConfig.from(Config.create()), signal);
        } catch (RuntimeException e) {
            System.err.println("tidemark aggregator cannot start: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(AggregatorConfig config, ShutdownSignal signal) {
        var registry = Telemetry.registry();
        Guard guard = Guard.of(config.auth(), registry);
        LOG.info(config.auth().told());
        TopicProvisioner.ensure(config.kafka());
        try (Aggregator aggregator = Aggregator.start(config, Clock.systemUTC(), registry);
                ServiceServer server =
                        ServiceServer.start(
                                config.server(),
                                aggregator.healthChecks(),
                                registry,
                                routing -> aggregator.routes(routing, guard))) {
            LOG.info("listening port={}", server.port());
            signal.await();
        }
    }
}
