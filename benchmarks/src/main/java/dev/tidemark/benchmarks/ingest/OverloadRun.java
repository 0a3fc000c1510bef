package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.process.ScratchFolder;
import dev.tidemark.contract.topic.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;

/**
 * Sends a fresh gateway more than it can take, on a schedule that does not wait for answers, and
 * looks for what it accepted. Single use.
 *
 * @param flood how it is sent
 * @param settings what is asked
 * @param folder for the run's files
 * @param kafka where events go
 */
record OverloadRun(
        Flood flood, IngestSettings settings, ScratchFolder folder, KafkaSettings kafka) {

    /** In which the gateway is made to collect its garbage, under load. */
    private static final Duration TAIL = Duration.ofSeconds(2);

    /**
     * Runs it.
     *
     * @param capacityPerSecond events that a gateway takes when the client waits for answers
     * @param capacityP99Millis 99 % of the requests take no longer then
     */
    Overload run(ClientProcess client, double capacityPerSecond, double capacityP99Millis) {
        Path accepted = folder.resolve("accepted-" + flood);
        double intended = capacityPerSecond / flood.eventsPerRequest() * settings.overloadFactor();
        try (ServerProcess gateway =
                ServerProcess.gateway(
                        folder,
                        "overloaded-" + flood,
                        settings.gatewayHeap(),
                        kafka.bootstrapServers())) {
            client.run(warmUp(gateway.port(), client.nextNumber()), gateway);
            TopicCount topic = TopicCount.fromHere(kafka);
            long first = client.nextNumber();
            Load load =
                    client.run(
                            new LoadOrder(
                                    gateway.port(),
                                    flood.contestant(),
                                    flood.connections(settings),
                                    intended,
                                    settings.rampUp().toMillis(),
                                    settings.overload().toMillis(),
                                    TAIL.toMillis(),
                                    first,
                                    accepted.toString()),
                            gateway);
            TopicCount.Result count =
                    topic.compare(numbersIn(accepted), first, load.outcome().numbers());
            return new Overload(flood, capacityPerSecond, capacityP99Millis, intended, load, count);
        }
    }

    private LoadOrder warmUp(int port, long firstNumber) {
        return new LoadOrder(
                port,
                flood.contestant(),
                flood.usualConnections(settings),
                0,
                0,
                settings.warmUp().toMillis(),
                0,
                firstNumber,
                null);
    }

    private static BitSet numbersIn(Path file) {
        try {
            return BitSet.valueOf(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the client's numbers cannot be read", e);
        }
    }
}
