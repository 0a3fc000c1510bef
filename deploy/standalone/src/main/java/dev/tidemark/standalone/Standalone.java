package dev.tidemark.standalone;

import dev.tidemark.aggregator.Aggregator;
import dev.tidemark.aggregator.AggregatorConfig;
import dev.tidemark.aggregator.StreamsSettings;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.TopicProvisioner;
import dev.tidemark.dashboard.DashboardConfig;
import dev.tidemark.dashboard.DashboardGateway;
import dev.tidemark.dashboard.query.QuerySettings;
import dev.tidemark.dashboard.stream.StreamSettings;
import dev.tidemark.ingest.IngestConfig;
import dev.tidemark.ingest.IngestGateway;
import dev.tidemark.ingest.collector.CollectorSettings;
import dev.tidemark.standalone.broker.DataDir;
import dev.tidemark.standalone.broker.EmbeddedBroker;
import dev.tidemark.standalone.demo.DemoTraffic;
import io.helidon.health.HealthCheck;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    private static final String HOST = "127.0.0.1";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final String address;
    private final String kafka;

    private Standalone(StandaloneSettings settings, Clock clock) {
        int port = Ports.claim(settings.port(), "--port");
        this.address = HOST + ":" + port;
        try {
            this.kafka = start(settings, port, clock);
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

    private String start(StandaloneSettings settings, int port, Clock clock) {
        ServerSettings listen = new ServerSettings(HOST, port);
        DataDir dataDir = own(DataDir.open(settings.dataDir()));
        EmbeddedBroker broker =
                own(
                        EmbeddedBroker.start(
                                dataDir.kafka(),
                                Ports.claim(settings.kafkaPort(), "--kafka-port")));
        KafkaSettings kafkaSettings = KafkaSettings.of(broker.bootstrapServers());
        TopicProvisioner.ensure(kafkaSettings);

        PrometheusMeterRegistry registry = Telemetry.registry();
        Aggregator aggregator =
                own(
                        Aggregator.start(
                                aggregatorConfig(settings, listen, kafkaSettings, dataDir),
                                clock,
                                registry));
        IngestGateway ingest =
                own(
                        IngestGateway.start(
                                ingestConfig(settings, listen, kafkaSettings), clock, registry));
        DashboardGateway dashboard =
                DashboardGateway.start(dashboardConfig(settings, listen), clock, registry);
        own(
                ServiceServer.start(
                        listen,
                        allChecks(aggregator, ingest, dashboard),
                        registry,
                        routing -> mount(routing, aggregator, ingest, dashboard)));
        own(dashboard);
        return broker.bootstrapServers();
    }

    private AggregatorConfig aggregatorConfig(
            StandaloneSettings settings,
            ServerSettings listen,
            KafkaSettings kafkaSettings,
            DataDir dataDir) {
        return new AggregatorConfig(
                listen,
                address,
                kafkaSettings,
                settings.topology(),
                StreamsSettings.of(dataDir.state()).withInstanceId("standalone"));
    }

    private static IngestConfig ingestConfig(
            StandaloneSettings settings, ServerSettings listen, KafkaSettings kafkaSettings) {
        return IngestConfig.of(kafkaSettings)
                .withServer(listen)
                .withWindows(settings.windows())
                .withLimits(settings.limits())
                .withCollector(
                        new CollectorSettings(
                                true, settings.collectorInterval(), Names.DEFAULT_TENANT));
    }

    private DashboardConfig dashboardConfig(StandaloneSettings settings, ServerSettings listen) {
        return new DashboardConfig(
                listen,
                settings.windows(),
                QuerySettings.of(List.of(address)),
                StreamSettings.DEFAULT);
    }

    private static List<HealthCheck> allChecks(
            Aggregator aggregator, IngestGateway ingest, DashboardGateway dashboard) {
        return Stream.of(aggregator.healthChecks(), ingest.healthChecks(), dashboard.healthChecks())
                .flatMap(List::stream)
                .toList();
    }

    private static void mount(
            HttpRouting.Builder routing,
            Aggregator aggregator,
            IngestGateway ingest,
            DashboardGateway dashboard) {
        aggregator.routes(routing);
        ingest.routes(routing);
        dashboard.routes(routing);
    }

    private <T extends AutoCloseable> T own(T part) {
        started.push(part);
        return part;
    }

    /** Adds lifelike traffic, as any producer would send it, until {@link #close}. */
    public void startDemo(Clock clock) {
        own(DemoTraffic.start(url(), clock));
    }

    /** Where the page, the ingest and the streams are. */
    public URI url() {
        return URI.create("http://" + address.replace(HOST, "localhost"));
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
