package dev.tidemark.ingest;

import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.http.Checks;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.topic.KafkaUnavailableException;
import dev.tidemark.ingest.collector.SystemCollector;
import dev.tidemark.ingest.format.EventParsers;
import dev.tidemark.ingest.http.BatchIntake;
import dev.tidemark.ingest.http.BatchRoute;
import dev.tidemark.ingest.http.OtlpRoute;
import dev.tidemark.ingest.http.TrackRoute;
import dev.tidemark.ingest.http.Workers;
import dev.tidemark.ingest.limit.Gate;
import dev.tidemark.ingest.otlp.OtlpParser;
import dev.tidemark.ingest.publish.EventMeters;
import dev.tidemark.ingest.publish.KafkaEventPublisher;
import dev.tidemark.ingest.publish.KafkaProbe;
import dev.tidemark.ingest.publish.KafkaReachability;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * A running ingest gateway without a server of its own: it brings routes and health checks for a
 * {@link ServiceServer}.
 *
 * <p>Single use: from {@link #start} until {@link #close}. Close the server first, so that no
 * request finds the gateway closed. Thread-safe.
 */
public final class IngestGateway implements AutoCloseable {

    private final KafkaProbe probe;
    private final KafkaEventPublisher publisher;
    private final Workers workers = new Workers();
    private final SystemCollector collector;
    private final TrackRoute track;
    private final BatchRoute batch;
    private final OtlpRoute otlp;
    private final KafkaHealth health;

    private IngestGateway(
            IngestConfig config, KafkaProbe probe, Clock clock, MeterRegistry registry) {
        EventMeters meters = new EventMeters(registry);
        KafkaReachability reachability = new KafkaReachability(clock);
        this.probe = probe;
        this.publisher =
                KafkaEventPublisher.connect(
                        config.kafka(), config.intake().publish(), reachability, meters);
        this.collector = SystemCollector.start(config.collector(), hostName(), publisher, clock);
        Duration maxAge = config.windows().finest().retention();
        EventParsers parsers = EventParsers.of(maxAge);
        Gate gate = new Gate(config.intake().limits());
        BatchIntake intake =
                new BatchIntake(publisher, meters, gate, workers, config.intake().batch(), clock);
        this.track = new TrackRoute(parsers, publisher, meters, gate, clock);
        this.batch = new BatchRoute(parsers, intake);
        this.otlp =
                new OtlpRoute(
                        new OtlpParser(
                                config.intake().otlp(),
                                maxAge,
                                config.intake().batch().maxEvents()),
                        intake);
        this.health = new KafkaHealth(reachability, probe);
    }

    /**
     * Connects to Kafka, where the topics must be, and starts the system collector.
     *
     * @param clock stamps events and judges their timestamps
     * @param registry gets the gateway's meters
     * @throws KafkaUnavailableException if Kafka does not answer or its settings are wrong
     */
    public static IngestGateway start(IngestConfig config, Clock clock, MeterRegistry registry) {
        KafkaProbe probe = null;
        try {
            probe = KafkaProbe.create(config.kafka());
            return new IngestGateway(config, probe, clock, registry);
        } catch (KafkaException e) {
            if (probe != null) {
                probe.close();
            }
            throw new KafkaUnavailableException(
                    "cannot use Kafka at " + config.kafka().bootstrapServers(), e);
        }
    }

    /**
     * Mounts {@code /metrics/track}, {@code /metrics/batch} and {@code /v1/metrics} behind the
     * guard: they take keys with the scope ingest.
     */
    public void routes(HttpRouting.Builder routing, Guard guard) {
        routing.any("/metrics/*", guard.requiring(Scope.INGEST)).register(track).register(batch);
        routing.any(OtlpRoute.PATH, OtlpRoute::speakOtlp, guard.requiring(Scope.INGEST))
                .register(otlp);
    }

    /** Liveness: it runs. Readiness: Kafka answers; blocks for at most a second. */
    public List<HealthCheck> healthChecks() {
        return List.of(
                Checks.of(
                        "ingest",
                        HealthCheckType.LIVENESS,
                        () -> HealthCheckResponse.builder().status(true).build()),
                health);
    }

    /** Ends the collector, sends what is buffered, ends the Kafka clients. */
    @Override
    public void close() {
        collector.close();
        workers.close();
        publisher.close();
        probe.close();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The message is the name that could not be resolved, which is the one we want.
            String message = String.valueOf(e.getMessage());
            int end = message.indexOf(':');
            return end < 0 ? message : message.substring(0, end);
        }
    }
}
