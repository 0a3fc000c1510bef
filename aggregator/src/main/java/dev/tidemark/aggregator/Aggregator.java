package dev.tidemark.aggregator;

import dev.tidemark.aggregator.query.QueryRoutes;
import dev.tidemark.aggregator.query.StoreReader;
import dev.tidemark.aggregator.topology.Arrivals;
import dev.tidemark.aggregator.topology.ChangelogSettings;
import dev.tidemark.aggregator.topology.DropMeter;
import dev.tidemark.aggregator.topology.MetricsTopology;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.http.Checks;
import dev.tidemark.contract.query.QueryPaths;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running aggregator: owns the Streams instance and answers queries from its stores.
 *
 * <p>Lifecycle: {@link #start} returns at once and the instance joins its group in the background;
 * it is ready when {@code /observe/health/ready} says so. Single use. Thread-safe.
 */
public final class Aggregator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Aggregator.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final AggregatorConfig config;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final StoreReader reader;

    private Aggregator(
            AggregatorConfig config,
            KafkaStreams streams,
            KafkaStreamsMetrics metrics,
            StoreReader reader) {
        this.config = config;
        this.streams = streams;
        this.metrics = metrics;
        this.reader = reader;
    }

    /** Starts the topology; the topics must be there. */
    public static Aggregator start(AggregatorConfig config, Clock clock, MeterRegistry registry) {
        Properties properties = config.streams().toProperties(config.kafka(), config.advertised());
        StreamsConfig streamsConfig = new StreamsConfig(properties);
        alignTopics(config);
        Arrivals arrivals = new Arrivals();
        DropMeter drops = new DroppedRecords(registry);
        KafkaStreams streams =
                startStreams(
                        config,
                        () -> {
                            Topology topology =
                                    MetricsTopology.build(
                                            config.topology(), streamsConfig, drops, arrivals);
                            return create(topology, streamsConfig, clock);
                        });
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        StoreReader reader =
                new StoreReader(streams, config.topology(), config.advertised(), arrivals, clock);
        return new Aggregator(config, streams, metrics, reader);
    }

    /**
     * A process that is killed while it makes or wipes a store leaves one that cannot be opened.
     * Streams opens all stores when it starts, and gives up on such a one; all that is in it is in
     * its changelog.
     */
    private static KafkaStreams startStreams(
            AggregatorConfig config, Supplier<KafkaStreams> maker) {
        KafkaStreams streams = maker.get();
        StateLayout.settle(config.streams(), config.topology(), streams::cleanUp);
        try {
            streams.start();
            return streams;
        } catch (ProcessorStateException | TaskCorruptedException e) {
            LOG.warn("stores cannot be opened, and are restored from their changelogs", e);
            streams.close(CLOSE_TIMEOUT);
            KafkaStreams anew = maker.get();
            anew.cleanUp();
            anew.start();
            return anew;
        }
    }

    private static KafkaStreams create(Topology topology, StreamsConfig properties, Clock clock) {
        KafkaStreams streams = new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(new FailurePolicy(clock));
        streams.setStateListener((now, before) -> LOG.info("streams state={}", now));
        return streams;
    }

    private static void alignTopics(AggregatorConfig config) {
        try (Admin admin = Admin.create(config.kafka().clientProperties())) {
            InternalTopics.align(
                    admin,
                    config.streams().applicationId(),
                    config.topology().windows(),
                    ChangelogSettings.byStore(config.topology()));
        }
    }

    /** Mounts the query server's routes behind the guard: they take keys with the scope read. */
    public void routes(HttpRouting.Builder routing, Guard guard) {
        routing.any(QueryPaths.ALL, guard.requiring(Scope.READ));
        new QueryRoutes(reader).mount(routing);
    }

    /** Ready while all partitions are served; alive unless the instance gave up. */
    public List<HealthCheck> healthChecks() {
        return List.of(
                check("aggregator-ready", HealthCheckType.READINESS, Set.of(State.RUNNING)),
                check(
                        "aggregator-alive",
                        HealthCheckType.LIVENESS,
                        EnumSet.complementOf(EnumSet.of(State.ERROR))));
    }

    private HealthCheck check(String name, HealthCheckType type, Set<State> healthy) {
        return Checks.of(
                name,
                type,
                () -> {
                    State state = streams.state();
                    return HealthCheckResponse.builder()
                            .status(healthy.contains(state))
                            .detail("state", state.toString())
                            .build();
                });
    }

    /**
     * Commits, leaves the group so that others take over at once, and closes the stores. With a
     * stable name it keeps its place instead, for the restart that is expected.
     */
    @Override
    public void close() {
        metrics.close();
        GroupMembershipOperation membership =
                config.streams().instanceId().isPresent()
                        ? GroupMembershipOperation.REMAIN_IN_GROUP
                        : GroupMembershipOperation.LEAVE_GROUP;
        if (!streams.close(
                CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(membership))) {
            LOG.warn("the streams instance did not close in {}", CLOSE_TIMEOUT);
        }
    }
}
