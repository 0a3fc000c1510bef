package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Sends all series of a tenant to one partition: murmur2 of the tenant's name, as Kafka's own
 * partitioner would for that key.
 *
 * <p>The same rule writes the partials and finds the owner of a tenant. Stateless.
 */
public final class TenantPartitioner<V> implements StreamPartitioner<SeriesKey, V> {

    @Override
    public Optional<Set<Integer>> partitions(
            String topic, SeriesKey series, V value, int numPartitions) {
        byte[] tenant = series.tenant().getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(tenant)) % numPartitions));
    }
}
