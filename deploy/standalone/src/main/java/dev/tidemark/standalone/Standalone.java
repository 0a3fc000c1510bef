package dev.tidemark.standalone;

import dev.tidemark.aggregator.Aggregator;
import dev.tidemark.aggregator.AggregatorConfig;
import dev.tidemark.aggregator.StreamsSettings;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.auth.NewKey;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.TopicProvisioner;
import dev.tidemark.dashboard.DashboardConfig;
import dev.tidemark.dashboard.DashboardGateway;
import dev.tidemark.dashboard.query.QuerySettings;
import dev.tidemark.ingest.IngestConfig;
import dev.tidemark.ingest.IngestGateway;
import dev.tidemark.ingest.collector.CollectorSettings;
import dev.tidemark.standalone.broker.DataDir;
import dev.tidemark.standalone.broker.EmbeddedBroker;
import dev.tidemark.standalone.broker.FreePort;
import dev.tidemark.standalone.demo.DemoTraffic;
import io.helidon.health.HealthCheck;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running product: broker, topics, aggregator, gateways and the HTTP server, in this order.
 *
 * <p>Closes in the reverse order, except that the dashboard's streams end before the server, which
 * would otherwise wait for them. A start that fails closes what it had started. Single use.
 */
public final class Standalone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** With it the parts of this process ask each other, and it ends with the process. */
    private final NewKey ownKey =
            NewKey.generate(
                    "this process",
                    EnumSet.of(Scope.INGEST, Scope.READ),
                    Tenants.ALL,
                    Instant.now());

    private final ServerSettings listen;
    private final ServerSettings inside;
    private final String kafka;

    private Standalone(StandaloneSettings settings, Clock clock) {
        requireSafe(settings);
        String host = settings.server().host();
        int port = Ports.claim(host, settings.server().port(), "--port");
        this.listen = settings.server().at(host, port);
        this.inside = inside(listen);
        try {
            this.kafka = startAll(settings, clock);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything; the stores may still be restored when this returns.
     *
     * @throws StartFailedException if the port is in use
     * @throws dev.tidemark.standalone.broker.DataDirException if the folder cannot be used
     */
    public static Standalone start(StandaloneSettings settings, Clock clock) {
        return new Standalone(settings, clock);
    }

    private static void requireSafe(StandaloneSettings settings) {
        String host = settings.server().host();
        if (!settings.auth().isSafeAt(host)) {
            throw new StartFailedException(
                    ("--host %s: without API keys only this machine may ask; make a key with"
                                    + " ./tidemark key create, or let everybody in with --insecure")
                            .formatted(host),
                    null);
        }
    }

    /** Where the parts of this process find each other: plain HTTP on this machine. */
    private static ServerSettings inside(ServerSettings listen) {
        if (listen.tls().isOn()) {
            return new ServerSettings(LOOPBACK, FreePort.next());
        }
        return isAnyAddress(listen.host()) ? listen.at(LOOPBACK, listen.port()) : listen;
    }

    private static boolean isAnyAddress(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private String startAll(StandaloneSettings settings, Clock clock) {
        DataDir dataDir = own(DataDir.open(settings.dataDir()));
        EmbeddedBroker broker =
                own(
                        EmbeddedBroker.start(
                                dataDir.kafka(),
                                Ports.claim(LOOPBACK, settings.kafkaPort(), "--kafka-port")));
        KafkaSettings kafkaSettings = KafkaSettings.of(broker.bootstrapServers());
        TopicProvisioner.ensure(kafkaSettings);

        PrometheusMeterRegistry registry = Telemetry.registry();
        Guard guard = Guard.of(settings.auth(), registry, ownKey.stored());
        Aggregator aggregator =
                own(
                        Aggregator.start(
                                aggregatorConfig(settings, kafkaSettings, dataDir),
                                clock,
                                registry));
        IngestGateway ingest =
                own(IngestGateway.start(ingestConfig(settings, kafkaSettings), clock, registry));
        DashboardGateway dashboard =
                DashboardGateway.start(dashboardConfig(settings, kafkaSettings), clock, registry);
        List<HealthCheck> checks = allChecks(aggregator, ingest, dashboard);
        Consumer<HttpRouting.Builder> routes =
                routing -> {
                    aggregator.routes(routing, guard);
                    ingest.routes(routing, guard);
                    dashboard.routes(routing, guard);
                };
        own(ServiceServer.start(listen, checks, registry, dashboard::listener, routes));
        if (listen.tls().isOn()) {
            own(ServiceServer.start(inside, checks, registry, dashboard::listener, routes));
        }
        own(dashboard);
        return broker.bootstrapServers();
    }

    private AggregatorConfig aggregatorConfig(
            StandaloneSettings settings, KafkaSettings kafkaSettings, DataDir dataDir) {
        return new AggregatorConfig(
                inside,
                settings.auth(),
                address(inside),
                kafkaSettings,
                settings.topology(),
                StreamsSettings.of(dataDir.state()).withInstanceId("standalone"));
    }

    private IngestConfig ingestConfig(StandaloneSettings settings, KafkaSettings kafkaSettings) {
        return IngestConfig.of(kafkaSettings)
                .withServer(listen)
                .withWindows(settings.windows())
                .withIntake(settings.intake())
                .withCollector(
                        new CollectorSettings(
                                true, settings.collectorInterval(), Names.DEFAULT_TENANT));
    }

    private DashboardConfig dashboardConfig(
            StandaloneSettings settings, KafkaSettings kafkaSettings) {
        return new DashboardConfig(
                listen,
                settings.auth(),
                settings.windows(),
                QuerySettings.of(List.of(address(inside))).withKey(ownKey.written()),
                settings.stream(),
                Optional.of(kafkaSettings));
    }

    private static List<HealthCheck> allChecks(
            Aggregator aggregator, IngestGateway ingest, DashboardGateway dashboard) {
        return Stream.of(aggregator.healthChecks(), ingest.healthChecks(), dashboard.healthChecks())
                .flatMap(List::stream)
                .toList();
    }

    /** An IPv6 address goes in brackets. */
    private static String address(ServerSettings server) {
        String host = server.host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
    }

    private <T extends AutoCloseable> T own(T part) {
        started.push(part);
        return part;
    }

    /** Adds lifelike traffic, as any producer would send it, until {@link #close}. */
    public void startDemo(Clock clock) {
        own(DemoTraffic.start(insideUrl(), ownKey.written(), clock));
    }

    /** Where the page, the ingest and the streams are. */
    public URI url() {
        boolean local = listen.host().equals(LOOPBACK) || isAnyAddress(listen.host());
        ServerSettings shown = local ? listen.at("localhost", listen.port()) : listen;
        return URI.create(listen.scheme() + "://" + address(shown));
    }

    /**
     * Waits until everything works.
     *
     * @param givenUp asked again and again; true ends the waiting
     * @return false if it was given up
     * @throws StartFailedException if it takes too long, or never will be
     */
    boolean awaitReady(BooleanSupplier givenUp) {
        return new Readiness(insideUrl(), ownKey.written()).await(givenUp);
    }

    private URI insideUrl() {
        return URI.create("http://" + address(inside));
    }

    /** {@code host:port} of the embedded broker. */
    public String kafka() {
        return kafka;
    }

    /** Ends streams, finishes requests, commits, and stops the broker last. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            closeOne(started.pop());
        }
    }

    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("could not close part={}", part.getClass().getSimpleName(), e);
        }
    }
}
