package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.aggregator.topology.DetailSettings;
import dev.tidemark.benchmarks.load.EventSequence;
import dev.tidemark.contract.topic.KafkaSettings;
import java.nio.file.Path;

/**
 * What a contestant's process is told.
 *
 * @param contestant who it is
 * @param bootstrapServers the broker that holds the events
 * @param events what is there to be counted
 * @param details whether percentiles, users and breakdowns are kept, and read by who decodes
 * @param stateDir a folder of its own
 */
record Assignment(
        Contestant contestant,
        String bootstrapServers,
        EventSequence events,
        boolean details,
        String stateDir) {

    /** What is kept beyond counts and sums. */
    DetailSettings detailSettings() {
        return details ? DetailSettings.DEFAULT : DetailSettings.NONE;
    }

    KafkaSettings kafkaSettings() {
        return KafkaSettings.of(bootstrapServers);
    }

    Path stateFolder() {
        return Path.of(stateDir);
    }
}
