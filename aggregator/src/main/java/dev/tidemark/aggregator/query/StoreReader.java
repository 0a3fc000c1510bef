package dev.tidemark.aggregator.query;

import dev.tidemark.aggregator.topology.Arrivals;
import dev.tidemark.aggregator.topology.Arrivals.Arrival;
import dev.tidemark.aggregator.topology.DetailSettings;
import dev.tidemark.aggregator.topology.Names;
import dev.tidemark.aggregator.topology.TenantPartitioner;
import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.query.Drops;
import dev.tidemark.contract.query.Owner;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.Newest;
import dev.tidemark.contract.query.ViewQuery;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Reads the stores of this aggregator, and knows who owns what.
 *
 * <p>Thread-safe; holds no store and no iterator between calls. Every method throws {@link
 * QueryFailedException} when it cannot answer.
 */
public final class StoreReader {

    private static final TenantPartitioner<Object> PARTITIONER = new TenantPartitioner<>();

    private final KafkaStreams streams;
    private final Windows windows;
    private final DetailSettings details;
    private final String self;
    private final Arrivals arrivals;
    private final Clock clock;

    /**
     * A reader over these stores.
     *
     * @param topology what is kept
     * @param self {@code host:port} under which this aggregator is known to the others
     * @param arrivals what the topology tells of the newest events
     */
    public StoreReader(
            KafkaStreams streams,
            TopologySettings topology,
            String self,
            Arrivals arrivals,
            Clock clock) {
        this.streams = streams;
        this.windows = topology.windows();
        this.details = topology.details();
        this.self = self;
        this.arrivals = arrivals;
        this.clock = clock;
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
        // Asked for first: what it tells of is in what is read then.
        Optional<Arrival> newest = arrivals.newest(query.tenant());
        ViewAnswer answer =
                readOwned(
                        query.tenant(),
                        partition ->
                                ViewReader.read(
                                        query,
                                        new PartitionStores(streams, partition),
                                        details,
                                        streams.state() != KafkaStreams.State.RUNNING));
        return newest.map(arrival -> answer.with(newestOf(arrival))).orElse(answer);
    }

    private Newest newestOf(Arrival arrival) {
        return new Newest(
                arrival.acceptedAtMs(),
                Math.max(0, arrival.mergedAtMs() - arrival.acceptedAtMs()),
                Math.max(0, clock.millis() - arrival.mergedAtMs()));
    }

    /**
     * What was not counted of this tenant; {@link dev.tidemark.contract.Names#NO_TENANT} has some,
     * too.
     */
    public Drops drops(String tenant) {
        return readOwned(
                tenant, partition -> new PartitionStores(streams, partition).drops(tenant));
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

    static QueryFailedException notReady(String detail) {
        return new QueryFailedException(QueryFailure.NOT_READY, detail);
    }

    private static String address(HostInfo host) {
        return host.host() + ":" + host.port();
    }
}
