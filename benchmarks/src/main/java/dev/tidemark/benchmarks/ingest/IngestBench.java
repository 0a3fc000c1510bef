package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.process.BrokerProcess;
import dev.tidemark.benchmarks.process.ScratchFolder;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.TopicProvisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the contestants in turn, round after round, and then the overloads. Single use. */
final class IngestBench {

    /** What a second of a producer at full speed writes, compressed, with room to spare. */
    private static final long DISK_BYTES_A_SECOND = 40L << 20;

    private static final long DISK_BYTES_ALWAYS = 512L << 20;

    /** In the place of a round. */
    private static final int WARM_UP = 0;

    private final IngestSettings settings;
    private final Consumer<String> progress;

    /**
     * A run.
     *
     * @param progress takes a line for each step
     */
    IngestBench(IngestSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param overloads none if they were left out
     */
    record Result(Samples samples, List<Overload> overloads) {}

    Result run() {
        try (ScratchFolder folder = ScratchFolder.create(diskBytes());
                BrokerProcess broker = BrokerProcess.start(folder);
                ClientProcess client = ClientProcess.start(folder)) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            TopicProvisioner.ensure(kafka);
            Samples samples = rounds(folder, kafka, client);
            List<Overload> overloads = new ArrayList<>();
            if (!settings.overload().isZero()) {
                for (Flood flood : Flood.values()) {
                    OverloadRun run = new OverloadRun(flood, settings, folder, kafka);
                    overloads.add(overload(run, samples, client));
                }
            }
            return new Result(samples, List.copyOf(overloads));
        }
    }

    private Overload overload(OverloadRun run, Samples samples, ClientProcess client) {
        Contestant contestant = run.flood().contestant();
        double capacity = samples.median(contestant, Sample::eventsPerSecond);
        progress.accept(
                "%s: %,.0f events/s for %s ..."
                        .formatted(
                                run.flood().label(),
                                capacity * settings.overloadFactor(),
                                settings.overload()));
        return run.run(client, capacity, samples.median(contestant, Sample::p99Millis));
    }

    private long diskBytes() {
        long seconds =
                Contestant.values().length
                        * (settings.warmUp().toSeconds()
                                + settings.rounds()
                                        * settings.steady().plus(settings.rampUp()).toSeconds());
        return DISK_BYTES_ALWAYS
                + (seconds + Flood.values().length * overloadSeconds()) * DISK_BYTES_A_SECOND;
    }

    private long overloadSeconds() {
        return settings.overload().isZero()
                ? 0
                : settings.warmUp().plus(settings.overload()).toSeconds();
    }

    private Samples rounds(ScratchFolder folder, KafkaSettings kafka, ClientProcess client) {
        String heap = settings.gatewayHeap();
        List<Sample> samples = new ArrayList<>();
        try (ProducerProcess producer = ProducerProcess.start(folder, kafka);
                ServerProcess gateway =
                        ServerProcess.gateway(folder, "gateway", heap, kafka.bootstrapServers());
                ServerProcess bare =
                        ServerProcess.bare(folder, heap, gateway.answerBytes(Requests.bodies()))) {
            Programs programs = new Programs(producer, gateway, bare, client);
            for (Contestant contestant : Contestant.values()) {
                progress.accept("warm-up: %s ...".formatted(contestant.label()));
                measure(programs, contestant, WARM_UP, settings.warmUp());
            }
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Contestant contestant : Contestant.values()) {
                    Sample sample = measure(programs, contestant, round, settings.steady());
                    progress.accept(
                            "round %d: %s: %,.0f events/s, %.2f us/event"
                                    .formatted(
                                            round,
                                            contestant.label(),
                                            sample.eventsPerSecond(),
                                            sample.cpuMicros()));
                    samples.add(sample);
                }
            }
        }
        return new Samples(samples);
    }

    /** Those that are measured, and who loads them. */
    private record Programs(
            ProducerProcess producer,
            ServerProcess gateway,
            ServerProcess bare,
            ClientProcess client) {}

    private Sample measure(Programs programs, Contestant contestant, int round, Duration steady) {
        if (contestant == Contestant.PRODUCER) {
            ProducerProcess producer = programs.producer();
            return Sample.of(
                    round, round == WARM_UP ? producer.warmUp(steady) : producer.run(steady));
        }
        ServerProcess server = contestant == Contestant.BARE ? programs.bare() : programs.gateway();
        boolean single = contestant == Contestant.TRACK || contestant == Contestant.BARE;
        LoadOrder order =
                new LoadOrder(
                        server.port(),
                        contestant,
                        single ? settings.connections() : settings.batchConnections(),
                        0,
                        settings.rampUp().toMillis(),
                        steady.toMillis(),
                        0,
                        programs.client().nextNumber(),
                        null);
        return Sample.of(contestant, round, programs.client().run(order, server));
    }
}
