package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.aggregator.Aggregator;
import dev.tidemark.aggregator.AggregatorConfig;
import dev.tidemark.aggregator.StreamsSettings;
import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.benchmarks.load.EventSequence;
import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewQuery;
import dev.tidemark.standalone.broker.FreePort;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Our aggregator with its query server, as its own Main runs it, read as a dashboard gateway does.
 */
final class CountedOurs implements Counted {

    private static final String HOST = "127.0.0.1";

    private final Aggregator aggregator;
    private final ServiceServer server;
    private final ViewReader reader;
    private final EventSequence events;
    private int complete;

    private CountedOurs(
            Aggregator aggregator, ServiceServer server, ViewReader reader, EventSequence events) {
        this.aggregator = aggregator;
        this.server = server;
        this.reader = reader;
        this.events = events;
    }

    static CountedOurs start(Assignment assignment) {
        int port = FreePort.next();
        String address = HOST + ":" + port;
        AggregatorConfig config =
                new AggregatorConfig(
                        new ServerSettings(HOST, port),
                        AuthSettings.NONE,
                        address,
                        assignment.kafkaSettings(),
                        TopologySettings.of(Windows.DEFAULT)
                                .withDetails(assignment.detailSettings()),
                        StreamsSettings.of(assignment.stateFolder()));
        var registry = Telemetry.registry();
        Aggregator aggregator = Aggregator.start(config, Clock.systemUTC(), registry);
        ServiceServer server =
                ServiceServer.start(
                        config.server(),
                        aggregator.healthChecks(),
                        registry,
                        routing -> aggregator.routes(routing, Guard.open(registry)));
        return new CountedOurs(aggregator, server, new ViewReader(address), assignment.events());
    }

    /** Tenant by tenant; one that is complete is not asked again. */
    @Override
    public boolean holdsAll(Totals expected) {
        int tenants = events.workload().tenants();
        while (complete < tenants) {
            String tenant = events.workload().tenant(complete);
            Optional<ViewAnswer> answer = reader.view(query(tenant, WindowSize.ONE_HOUR));
            if (answer.map(CountedOurs::count).orElse(-1L) < expected.count(tenant)) {
                return false;
            }
            complete++;
        }
        return true;
    }

    private static long count(ViewAnswer answer) {
        return answer.counters().values().stream().mapToLong(counter -> counter.count()).sum();
    }

    @Override
    public Totals counters() {
        Totals totals = new Totals();
        for (int i = 0; i < events.workload().tenants(); i++) {
            String tenant = events.workload().tenant(i);
            view(tenant, WindowSize.ONE_HOUR)
                    .counters()
                    .forEach(
                            (type, counter) ->
                                    totals.add(
                                            new SeriesKey(tenant, type),
                                            counter.count(),
                                            counter.sum()));
        }
        return totals;
    }

    @Override
    public Totals windows(WindowSize size) {
        Totals totals = new Totals();
        for (int i = 0; i < events.workload().tenants(); i++) {
            String tenant = events.workload().tenant(i);
            for (ViewAnswer.WindowRollup window : view(tenant, size).windows()) {
                totals.add(
                        new SeriesKey(tenant, window.type()),
                        window.rollup().count(),
                        window.rollup().sum());
            }
        }
        return totals;
    }

    private ViewAnswer view(String tenant, WindowSize size) {
        return reader.view(query(tenant, size))
                .orElseThrow(() -> new IllegalStateException("the aggregator is not ready"));
    }

    private ViewQuery query(String tenant, WindowSize size) {
        return new ViewQuery(
                tenant, size, size.startOf(events.beginMs()), events.endMs(), Set.of());
    }

    @Override
    public void close() {
        server.close();
        aggregator.close();
    }
}
