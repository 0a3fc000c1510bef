package dev.tidemark.ingest;

import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.ShutdownSignal;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.contract.topic.KafkaUnavailableException;
import dev.tidemark.contract.topic.TopicProvisioner;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/** The ingest gateway as a process. */
public final class Main {

    private Main() {}

    /** Runs until SIGTERM; ends with 1 if it cannot start. Configured as {@link IngestConfig}. */
    public static void main(String[] args) {
        try (ShutdownSignal signal = ShutdownSignal.install()) {
            run(IngestConfig.load(), signal);
        } catch (InvalidConfigException | KafkaUnavailableException | IllegalStateException e) {
            String why = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            System.err.println("ingest-gateway cannot start: " + e.getMessage() + why);
            System.exit(1);
        }
    }

    private static void run(IngestConfig config, ShutdownSignal signal) {
        PrometheusMeterRegistry registry = Telemetry.registry();
        TopicProvisioner.ensure(config.kafka());
        try (var gateway = IngestGateway.start(config, Clock.systemUTC(), registry);
                var server = serve(config, gateway, registry)) {
            LoggerFactory.getLogger(Main.class).info("ready port={}", server.port());
            signal.await();
        }
    }

    private static ServiceServer serve(
            IngestConfig config, IngestGateway gateway, PrometheusMeterRegistry registry) {
        Guard guard = Guard.of(config.auth(), registry);
        LoggerFactory.getLogger(Main.class).info(config.auth().told());
        return ServiceServer.start(
                config.server(),
                gateway.healthChecks(),
                registry,
                routing -> gateway.routes(routing, guard));
    }
}
