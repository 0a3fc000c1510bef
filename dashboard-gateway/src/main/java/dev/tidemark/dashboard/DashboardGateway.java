package dev.tidemark.dashboard;

import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.http.Checks;
import dev.tidemark.dashboard.access.ReadAccess;
import dev.tidemark.dashboard.api.ExportRoute;
import dev.tidemark.dashboard.api.OtherMethod;
import dev.tidemark.dashboard.api.SeriesRoute;
import dev.tidemark.dashboard.api.SnapshotRoute;
import dev.tidemark.dashboard.query.QueryClient;
import dev.tidemark.dashboard.stream.Hub;
import dev.tidemark.dashboard.stream.StreamRoute;
import dev.tidemark.dashboard.views.ViewsLog;
import dev.tidemark.dashboard.views.ViewsRoute;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The dashboard gateway without its server: what it answers, and what works behind it.
 *
 * <p>Single use and thread-safe. It runs from {@link #start} until {@link #close}; the server that
 * mounts its routes belongs to the caller. Close it before the server, which otherwise waits out
 * its grace for streams that would never end.
 */
public final class DashboardGateway implements AutoCloseable {

    private final QueryClient client;
    private final Hub hub;
    private final StreamRoute stream;
    private final SnapshotRoute snapshot;
    private final SeriesRoute series;
    private final ExportRoute export;
    private final Optional<ViewsLog> viewsLog;
    private final ViewsRoute views;
    private final List<HealthCheck> checks;
    private final AuthSettings auth;
    private final Clock clock;

    private DashboardGateway(DashboardConfig config, Clock clock, MeterRegistry registry) {
        this.auth = config.auth();
        this.clock = clock;
        this.client = new QueryClient(config.query(), registry);
        this.hub = new Hub(config.stream(), client, clock, registry);
        this.stream = new StreamRoute(hub, config.windows(), config.stream(), registry);
        this.snapshot = new SnapshotRoute(client, hub, config.windows(), clock);
        this.series = new SeriesRoute(client, config.windows(), clock);
        this.export =
                new ExportRoute(client, config.windows(), config.stream().writeTimeout(), clock);
        this.viewsLog = config.kafka().map(ViewsLog::start);
        this.views = new ViewsRoute(viewsLog);
        this.checks =
                List.of(
                        new AggregatorCheck(client::canReachAny, clock),
                        Checks.of("dashboard-open", HealthCheckType.READINESS, this::isOpen));
    }

    private HealthCheckResponse isOpen() {
        return HealthCheckResponse.builder().status(!hub.isClosed()).build();
    }

    /** Starts; needs no aggregator to run yet, and asks none before somebody looks. */
    public static DashboardGateway start(
            DashboardConfig config, Clock clock, MeterRegistry registry) {
        return new DashboardGateway(config, clock, registry);
    }

    /**
     * Mounts {@code /dashboard/stream}, {@code /dashboard/snapshot} and what is below {@code /api}
     * behind the guard, {@code /dashboard/session} if the guard wants keys, and the page at {@code
     * /}, which holds no figures and is open.
     */
    public void routes(HttpRouting.Builder routing, Guard guard) {
        ReadAccess access = new ReadAccess(guard, auth, clock);
        routing.register("/dashboard", access)
                .any("/api/*", access.handler())
                .get("/dashboard/stream", stream)
                .get("/dashboard/snapshot", snapshot)
                .get("/api/series", series)
                .get("/api/export", export)
                .get("/api/views", views::get)
                .put("/api/views", views::put)
                .any("/dashboard/stream", new OtherMethod("GET"))
                .any("/dashboard/snapshot", new OtherMethod("GET"))
                .any("/api/series", new OtherMethod("GET"))
                .any("/api/export", new OtherMethod("GET"))
                .any("/api/views", new OtherMethod("GET, PUT"));
        if (!guard.isOpen()) {
            routing.any("/dashboard/session", new OtherMethod("POST, DELETE"));
        }
        WebPage.mount(routing);
    }

    /**
     * Lets the gateway write its streams itself: to be told to each server that mounts its routes.
     * Without it all works, at a thread's cost for each stream.
     */
    public void listener(WebServerConfig.Builder server) {
        stream.listenTo(server);
    }

    /** Readiness: whether an aggregator answers, and no end is under way. */
    public List<HealthCheck> healthChecks() {
        return checks;
    }

    /**
     * Refuses new streams and is not ready from now on, then ends every stream, cleanly between two
     * events, spread over {@code dashboard.drain}, then exports, reading, and saved views. Closing
     * twice is harmless.
     */
    @Override
    public void close() {
        hub.close();
        stream.close();
        export.close();
        client.close();
        viewsLog.ifPresent(ViewsLog::close);
    }
}
