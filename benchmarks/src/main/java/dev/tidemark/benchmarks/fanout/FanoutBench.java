package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures gateway and floor in turn, with one number of connections after the other. Single use.
 */
final class FanoutBench {

    private static final long DISK_BYTES = 64L << 20;

    /** In the place of a round. */
    private static final int WARM_UP = 0;

    private final FanoutSettings settings;
    private final Consumer<String> progress;

    /**
     * A run.
     *
     * @param progress takes a line for each step
     */
    FanoutBench(FanoutSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param samples in the order in which they were taken
     * @param readsWithOne reads of the store a second with one connection
     */
    record Result(List<Sample> samples, double readsWithOne) {

        /** Copies the samples. */
        Result {
            samples = List.copyOf(samples);
        }
    }

    Result run() {
        try (ScratchFolder folder = ScratchFolder.create(DISK_BYTES);
                StubProcess stub = StubProcess.start(folder);
                ClientProcess client = ClientProcess.start(folder)) {
            progress.accept("1 connection ...");
            double readsWithOne = readsWithOne(folder, stub, client);
            List<Sample> samples = new ArrayList<>();
            for (int connections : settings.connections()) {
                samples.addAll(measure(folder, stub, client, connections));
            }
            return new Result(samples, readsWithOne);
        }
    }

    private double readsWithOne(ScratchFolder folder, StubProcess stub, ClientProcess client) {
        String heap = settings.gatewayHeap();
        try (StreamServer gateway = StreamServer.gateway(folder, heap, stub.address(), 1)) {
            return client.hold(order(gateway, 1, settings.steady()), gateway, stub)
                    .readsPerSecond();
        }
    }

    /** Fresh servers for each number, so that none has the memory of a larger one. */
    private List<Sample> measure(
            ScratchFolder folder, StubProcess stub, ClientProcess client, int connections) {
        String heap = settings.gatewayHeap();
        Duration interval = settings.interval();
        try (StreamServer gateway =
                StreamServer.gateway(folder, heap, stub.address(), connections)) {
            String event = withClients(gateway.readUpdate(interval), connections);
            try (StreamServer floor =
                    StreamServer.floor(folder, heap, event, interval, connections)) {
                gateway.awaitIdle();
                List<Turn> turns =
                        List.of(
                                new Turn(Contestant.GATEWAY, gateway, gateway.footprint()),
                                new Turn(Contestant.FLOOR, floor, floor.footprint()));
                List<Sample> samples = new ArrayList<>();
                for (int round = WARM_UP; round <= settings.rounds(); round++) {
                    for (Turn turn : turns) {
                        Sample sample =
                                sample(turn, round, connections, event.length(), stub, client);
                        if (round != WARM_UP) {
                            samples.add(sample);
                        }
                    }
                    gateway.awaitIdle();
                }
                return samples;
            }
        }
    }

    /** One that is measured, and how large it was before there were connections. */
    private record Turn(Contestant contestant, StreamServer server, Footprint without) {}

    private Sample sample(
            Turn turn,
            int round,
            int connections,
            int eventBytes,
            StubProcess stub,
            ClientProcess client) {
        Duration length = round == WARM_UP ? settings.warmUp() : settings.steady();
        HoldOrder order = order(turn.server(), connections, length);
        Sample sample =
                Sample.of(
                        turn.contestant(),
                        round,
                        eventBytes,
                        client.hold(order, turn.server(), stub),
                        turn.without());
        progress.accept(
                "%,d connections: %s: %s: %.2f us/event, p99 %.1f ms"
                        .formatted(
                                connections,
                                round == WARM_UP ? "warm-up" : "round " + round,
                                turn.contestant().label(),
                                sample.cpuMicros(),
                                sample.p99Millis()));
        return sample;
    }

    private HoldOrder order(StreamServer server, int connections, Duration length) {
        return new HoldOrder(
                server.port(), connections, settings.interval().toMillis(), length.toMillis());
    }

    /** An update says how many clients there are; it was read when there was one. */
    private static String withClients(String event, int connections) {
        return event.replace("\"connectedClients\":1,", "\"connectedClients\":" + connections + ",")
                .replace("\"connectedClients\":1}", "\"connectedClients\":" + connections + "}");
    }
}
