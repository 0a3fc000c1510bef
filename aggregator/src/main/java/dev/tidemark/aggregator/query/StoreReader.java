package dev.tidemark.aggregator.query;

import dev.tidemark.aggregator.topology.Names;
import dev.tidemark.aggregator.topology.TenantPartitioner;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.query.Drops;
import dev.tidemark.contract.query.Drops.Dropped;
import dev.tidemark.contract.query.Owner;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import dev.tidemark.contract.query.ViewQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.TimestampedRangeQuery;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Reads the stores of this aggregator, and knows who owns what.
 *
 * <p>Thread-safe; holds no store and no iterator between calls. Every method throws {@link
 * QueryFailedException} when it cannot answer.
 */
public final class StoreReader {

    private static final TenantPartitioner<Object> PARTITIONER = new TenantPartitioner<>();

    /** Sorts after every type's name, whose characters are all below it. */
    private static final String AFTER_ALL_TYPES = "~";

    private final KafkaStreams streams;
    private final Windows windows;
    private final String self;

    /**
     * A reader over these stores.
     *
     * @param self {@code host:port} under which this aggregator is known to the others
     */
    public StoreReader(KafkaStreams streams, Windows windows, String self) {
        this.streams = streams;
        this.windows = windows;
        this.self = self;
    }

    /** Who holds the stores of this tenant. */
    public Owner owner(String tenant) {
        KeyQueryMetadata metadata = metadata(tenant);
        return new Owner(
                metadata.partition(),
                address(metadata.activeHost()),
                metadata.standbyHosts().stream().map(StoreReader::address).toList());
    }

    /** The counters and windows that the query asks for. */
    public ViewAnswer view(ViewQuery query) {
        if (windows.find(query.window()).isEmpty()) {
            throw new QueryFailedException(
                    QueryFailure.UNKNOWN_WINDOW, "no windows of " + query.window() + " are kept");
        }
        return readOwned(query.tenant(), partition -> read(query, partition));
    }

    /**
     * What was not counted of this tenant; {@link dev.tidemark.contract.Names#NO_TENANT} has some,
     * too.
     */
    public Drops drops(String tenant) {
        return readOwned(tenant, partition -> readDrops(tenant, partition));
    }

    /** Reads from the tenant's partition, if this aggregator owns it. */
    private <T> T readOwned(String tenant, IntFunction<T> read) {
        Owner owner = owner(tenant);
        if (!owner.active().equals(self)) {
            throw new QueryFailedException(
                    QueryFailure.NOT_OWNER, tenant + " is owned by " + owner.active());
        }
        try {
            return read.apply(owner.partition());
        } catch (InvalidStateStoreException e) {
            throw notReady("the store was closed while it was read: " + e.getMessage());
        }
    }

    private Drops readDrops(String tenant, int partition) {
        Map<String, Dropped> byReason = new LinkedHashMap<>();
        RangeQuery<SeriesKey, Rollup> all =
                RangeQuery.withRange(
                        new SeriesKey(tenant, ""), new SeriesKey(tenant, AFTER_ALL_TYPES));
        QueryResult<KeyValueIterator<SeriesKey, Rollup>> result = ask(Names.DROPS, partition, all);
        try (var reasons = result.getResult()) {
            reasons.forEachRemaining(
                    entry ->
                            byReason.put(
                                    entry.key.type(),
                                    new Dropped(entry.value.count(), entry.value.lastUpdateMs())));
        }
        return new Drops(byReason);
    }

    private ViewAnswer read(ViewQuery query, int partition) {
        Map<String, Rollup> counters = new LinkedHashMap<>();
        QueryResult<KeyValueIterator<SeriesKey, ValueAndTimestamp<Rollup>>> result =
                ask(Names.COUNTERS, partition, allSeriesOf(query.tenant()));
        try (var series = result.getResult()) {
            series.forEachRemaining(
                    entry -> {
                        if (isWanted(query, entry.key.type())) {
                            counters.put(entry.key.type(), entry.value.value());
                        }
                    });
        }
        List<WindowRollup> rollups = new ArrayList<>();
        for (String type : counters.keySet()) {
            readWindows(query, partition, type, rollups);
        }
        return new ViewAnswer(counters, rollups, positionOf(result.getPosition(), partition));
    }

    private void readWindows(ViewQuery query, int partition, String type, List<WindowRollup> into) {
        WindowKeyQuery<SeriesKey, ValueAndTimestamp<Rollup>> ofSeries =
                WindowKeyQuery.withKeyAndWindowStartRange(
                        new SeriesKey(query.tenant(), type),
                        Instant.ofEpochMilli(query.fromMs()),
                        Instant.ofEpochMilli(query.toMs()));
        QueryResult<WindowStoreIterator<ValueAndTimestamp<Rollup>>> result =
                ask(Names.windows(query.window()), partition, ofSeries);
        try (var found = result.getResult()) {
            found.forEachRemaining(
                    window -> into.add(new WindowRollup(type, window.key, window.value.value())));
        }
    }

    private static TimestampedRangeQuery<SeriesKey, Rollup> allSeriesOf(String tenant) {
        return TimestampedRangeQuery.withRange(
                new SeriesKey(tenant, ""), new SeriesKey(tenant, AFTER_ALL_TYPES));
    }

    private static boolean isWanted(ViewQuery query, String type) {
        return query.types().isEmpty() || query.types().contains(type);
    }

    /** A successful result of this partition's active store. */
    private <R> QueryResult<R> ask(String store, int partition, Query<R> query) {
        StateQueryRequest<R> request =
                StateQueryRequest.inStore(store)
                        .withQuery(query)
                        .withPartitions(Set.of(partition))
                        .requireActive();
        QueryResult<R> result;
        try {
            result = streams.query(request).getPartitionResults().get(partition);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw notReady(String.valueOf(e.getMessage()));
        }
        if (result == null) {
            throw notReady("store %s has no partition %d here".formatted(store, partition));
        }
        if (result.isFailure()) {
            throw failed(result.getFailureReason(), result.getFailureMessage());
        }
        return result;
    }

    private static QueryFailedException failed(FailureReason reason, String message) {
        return switch (reason) {
            case NOT_ACTIVE, NOT_PRESENT, NOT_UP_TO_BOUND -> notReady(message);
            default -> throw new IllegalStateException(reason + ": " + message);
        };
    }

    private KeyQueryMetadata metadata(String tenant) {
        KeyQueryMetadata metadata;
        try {
            metadata = streams.queryMetadataForKey(Names.COUNTERS, tenant, PARTITIONER);
        } catch (StreamsNotStartedException | IllegalStateException e) {
            throw notReady(String.valueOf(e.getMessage()));
        }
        if (metadata == null
                || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)
                || metadata.activeHost().equals(HostInfo.unavailable())) {
            throw notReady("no aggregator owns the tenant's partition yet");
        }
        return metadata;
    }

    private static QueryFailedException notReady(String detail) {
        return new QueryFailedException(QueryFailure.NOT_READY, detail);
    }

    private static String address(HostInfo host) {
        return host.host() + ":" + host.port();
    }

    private static String positionOf(Position position, int partition) {
        long offset =
                position.getTopics().stream()
                        .map(topic -> position.getPartitionPositions(topic).get(partition))
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(-1);
        return partition + ":" + offset;
    }
}
