package dev.tidemark.aggregator.query;

import dev.tidemark.aggregator.topology.Names;
import dev.tidemark.aggregator.topology.PartRange;
import dev.tidemark.aggregator.topology.SketchedRollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.Drops;
import dev.tidemark.contract.query.Drops.Dropped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.TimestampedKeyQuery;
import org.apache.kafka.streams.query.TimestampedRangeQuery;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The active stores of one partition. Holds no store and no iterator between calls; every method
 * throws {@link QueryFailedException} when they cannot be read.
 */
final class PartitionStores {

    /** Sorts after every type's name, whose characters are all below it. */
    private static final String AFTER_ALL_TYPES = "~";

    private final KafkaStreams streams;
    private final int partition;
    private Position position = Position.emptyPosition();

    PartitionStores(KafkaStreams streams, int partition) {
        this.streams = streams;
        this.partition = partition;
    }

    /** The counters of all wholes of a tenant, by type, in the order of their names. */
    Map<String, SketchedRollup> counters(String tenant) {
        Map<String, SketchedRollup> counters = new LinkedHashMap<>();
        readCounters(
                new SeriesKey(tenant, ""),
                new SeriesKey(tenant, AFTER_ALL_TYPES),
                (series, counter) -> counters.put(series.type(), counter));
        return counters;
    }

    /** The counter of one series, if it was ever counted. */
    Optional<SketchedRollup> counter(SeriesKey series) {
        TimestampedKeyQuery<SeriesKey, SketchedRollup> one = TimestampedKeyQuery.withKey(series);
        @Nullable ValueAndTimestamp<SketchedRollup> found = ask(Names.COUNTERS, one).getResult();
        return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(found));
    }

    /** The values that a whole has been broken down into, in the order of their bytes. */
    Set<String> values(SeriesKey whole, String dimension) {
        Set<String> values = new LinkedHashSet<>();
        PartRange range = PartRange.of(whole, dimension);
        readCounters(
                range.first(),
                range.last(),
                (series, counter) -> values.add(Objects.requireNonNull(series.part()).value()));
        return values;
    }

    private void readCounters(
            SeriesKey first, SeriesKey last, BiConsumer<SeriesKey, SketchedRollup> each) {
        TimestampedRangeQuery<SeriesKey, SketchedRollup> range =
                TimestampedRangeQuery.withRange(first, last);
        QueryResult<KeyValueIterator<SeriesKey, ValueAndTimestamp<SketchedRollup>>> result =
                ask(Names.COUNTERS, range);
        position = result.getPosition();
        try (var found = result.getResult()) {
            found.forEachRemaining(entry -> each.accept(entry.key, entry.value.value()));
        }
    }

    /** The windows of one series that start between two times, both included, by their start. */
    void windows(
            WindowSize size,
            SeriesKey series,
            long fromMs,
            long toMs,
            BiConsumer<Long, SketchedRollup> each) {
        WindowKeyQuery<SeriesKey, ValueAndTimestamp<SketchedRollup>> ofSeries =
                WindowKeyQuery.withKeyAndWindowStartRange(
                        series, Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(toMs));
        QueryResult<WindowStoreIterator<ValueAndTimestamp<SketchedRollup>>> result =
                ask(Names.windows(size), ofSeries);
        try (var found = result.getResult()) {
            found.forEachRemaining(window -> each.accept(window.key, window.value.value()));
        }
    }

    /** What was not counted of a tenant. */
    Drops drops(String tenant) {
        Map<String, Dropped> byReason = new LinkedHashMap<>();
        RangeQuery<SeriesKey, SketchedRollup> all =
                RangeQuery.withRange(
                        new SeriesKey(tenant, ""), new SeriesKey(tenant, AFTER_ALL_TYPES));
        QueryResult<KeyValueIterator<SeriesKey, SketchedRollup>> result = ask(Names.DROPS, all);
        try (var reasons = result.getResult()) {
            reasons.forEachRemaining(
                    entry ->
                            byReason.put(
                                    entry.key.type(),
                                    new Dropped(
                                            entry.value.rollup().count(),
                                            entry.value.rollup().lastUpdateMs())));
        }
        return new Drops(byReason);
    }

    /** How far the counters had read their input when they were last asked. */
    String position() {
        long offset =
                position.getTopics().stream()
                        .map(topic -> position.getPartitionPositions(topic).get(partition))
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(-1);
        return partition + ":" + offset;
    }

    private <R> QueryResult<R> ask(String store, Query<R> query) {
        StateQueryRequest<R> request =
                StateQueryRequest.inStore(store)
                        .withQuery(query)
                        .withPartitions(Set.of(partition))
                        .requireActive();
        QueryResult<R> result;
        try {
            result = streams.query(request).getPartitionResults().get(partition);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw StoreReader.notReady(String.valueOf(e.getMessage()));
        }
        if (result == null) {
            throw StoreReader.notReady(
                    "store %s has no partition %d here".formatted(store, partition));
        }
        if (result.isFailure()) {
            throw failed(result.getFailureReason(), result.getFailureMessage());
        }
        return result;
    }

    /** What a caller is told of this, and does about it. */
    static QueryFailedException failed(FailureReason reason, String message) {
        return switch (reason) {
            // Closed or closing, while partitions move: the next tick finds it, here or elsewhere.
            case NOT_ACTIVE, NOT_PRESENT, NOT_UP_TO_BOUND, STORE_EXCEPTION ->
                    StoreReader.notReady(message);
            default -> throw new IllegalStateException(reason + ": " + message);
        };
    }
}
