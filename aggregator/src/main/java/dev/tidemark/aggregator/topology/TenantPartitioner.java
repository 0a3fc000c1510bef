package dev.tidemark.aggregator.topology;

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
public final class TenantPartitioner<V> implements StreamPartitioner<String, V> {

    @Override
    public Optional<Set<Integer>> partitions(
            String topic, String tenant, V value, int numPartitions) {
        byte[] bytes = tenant.getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % numPartitions));
    }
}
