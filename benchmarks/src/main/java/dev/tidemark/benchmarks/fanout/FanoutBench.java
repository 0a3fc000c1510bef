package dev.tidemark.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the contestants in turn, with one number of connections after the other. Single use. */
final class FanoutBench {

    private static final long DISK_BYTES = 64L << 20;

    /** In the place of a round. */
    private static final int BEFORE = 0;

    /** Of the steady phase before all connections are closed: so that all receive. */
    private static final int INTERVALS_BEFORE_CLOSING = 3;

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
     * @param closings in their order
     * @param readsWithOne reads of the store a second with one connection
     */
    record Result(List<Sample> samples, List<Closing> closings, double readsWithOne) {

        /** Copies the lists. */
        Result {
            samples = List.copyOf(samples);
            closings = List.copyOf(closings);
        }
    }

    /** Where all of it happens, and who is on the other side. */
    private record Stage(ScratchFolder folder, StubProcess stub, Clients clients) {}

    Result run() {
        try (ScratchFolder folder = ScratchFolder.create(DISK_BYTES);
                StubProcess stub = StubProcess.start(folder);
                Clients clients = Clients.start(folder, settings.clients())) {
            Stage stage = new Stage(folder, stub, clients);
            progress.accept("1 connection ...");
            double readsWithOne = readsWithOne(stage);
            List<Sample> samples = new ArrayList<>();
            List<Closing> closings = new ArrayList<>();
            for (int connections : settings.connections()) {
                samples.addAll(measure(stage, connections));
                closings.addAll(close(stage, connections));
            }
            return new Result(samples, closings, readsWithOne);
        }
    }

    private double readsWithOne(Stage stage) {
        try (StreamServer gateway = gateway(stage, 1)) {
            return stage.clients()
                    .hold(order(gateway, 1, 0, settings.steady()), gateway, stage.stub(), () -> {})
                    .readsPerSecond();
        }
    }

    private StreamServer gateway(Stage stage, int connections) {
        return StreamServer.gateway(
                stage.folder(), settings.gatewayHeap(), stage.stub().address(), connections);
    }

    /** Fresh servers for each number, so that none has the memory of a larger one. */
    private List<Sample> measure(Stage stage, int connections) {
        int most = connections + settings.stalled(Contestant.STALLED, connections);
        Map<Contestant, StreamServer> servers = new EnumMap<>(Contestant.class);
        try {
            StreamServer gateway = gateway(stage, most);
            servers.put(Contestant.GATEWAY, gateway);
            Path event = stage.folder().resolve("event-" + connections + ".txt");
            int eventBytes = writeEvent(gateway, connections, event);
            servers.put(
                    Contestant.FLOOR,
                    StreamServer.floor(
                            stage.folder(),
                            settings.gatewayHeap(),
                            event,
                            settings.interval(),
                            connections));
            if (settings.stalled()) {
                servers.put(Contestant.STALLED, gateway);
            }
            settings.nchan()
                    .ifPresent(
                            nchan ->
                                    servers.put(
                                            Contestant.NCHAN,
                                            StreamServer.nchan(
                                                    stage.folder(),
                                                    nchan,
                                                    event,
                                                    settings.interval(),
                                                    connections)));
            gateway.awaitIdle();
            return rounds(stage, turns(servers, connections, eventBytes), gateway);
        } finally {
            servers.values().stream().distinct().forEach(StreamServer::close);
        }
    }

    /** As it is with all connections, though it is read when there is one. */
    private int writeEvent(StreamServer gateway, int connections, Path file) {
        String event = withClients(gateway.readUpdate(settings.interval()), connections);
        try {
            Files.writeString(file, event, US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be written to a file", e);
        }
        return event.length();
    }

    /** One that is measured, and how large it was before there were connections. */
    private record Turn(
            Contestant contestant,
            StreamServer server,
            int connections,
            int eventBytes,
            Footprint without) {}

    private static List<Turn> turns(
            Map<Contestant, StreamServer> servers, int connections, int eventBytes) {
        return servers.entrySet().stream()
                .map(
                        entry ->
                                new Turn(
                                        entry.getKey(),
                                        entry.getValue(),
                                        connections,
                                        eventBytes,
                                        entry.getValue().footprint()))
                .toList();
    }

    private List<Sample> rounds(Stage stage, List<Turn> turns, StreamServer gateway) {
        List<Sample> samples = new ArrayList<>();
        for (int round = BEFORE; round <= settings.rounds(); round++) {
            for (Turn turn : turns) {
                boolean warm = turn.contestant() == Contestant.STALLED;
                if (round != BEFORE || !warm) {
                    Sample sample = sample(stage, turn, round);
                    gateway.awaitIdle();
                    if (round != BEFORE) {
                        samples.add(sample);
                    }
                }
            }
        }
        return samples;
    }

    private Sample sample(Stage stage, Turn turn, int round) {
        Duration length = round == BEFORE ? settings.warmUp() : settings.steady();
        int stalled = settings.stalled(turn.contestant(), turn.connections());
        HoldOrder order = order(turn.server(), turn.connections(), stalled, length);
        Runnable ready = stalled == 0 ? () -> {} : untilStalled(turn.server(), stalled);
        Sample sample =
                Sample.of(
                        turn.contestant(),
                        round,
                        turn.eventBytes(),
                        stage.clients().hold(order, turn.server(), stage.stub(), ready),
                        turn.without());
        progress.accept(
                "%,d connections: %s: %s: %.2f us/event, p99 %.1f ms"
                        .formatted(
                                turn.connections(),
                                round == BEFORE ? "warm-up" : "round " + round,
                                turn.contestant().label(),
                                sample.cpuMicros(),
                                sample.p99Millis()));
        return sample;
    }

    /** Each stalled connection has had an update replaced: it takes nothing any more. */
    private static Runnable untilStalled(StreamServer gateway, int stalled) {
        double before = gateway.coalesced();
        return () -> gateway.awaitCoalesced(before + stalled);
    }

    /** A fresh gateway, whose connections are all closed at once, again and again. */
    private List<Closing> close(Stage stage, int connections) {
        List<Closing> closings = new ArrayList<>();
        if (settings.closings() == 0) {
            return closings;
        }
        try (StreamServer gateway = gateway(stage, connections)) {
            closings.add(new Closing(BEFORE, connections, 0, 0, 0, 0, gateway.footprint()));
            for (int round = 1; round <= settings.closings(); round++) {
                closings.add(closing(stage, gateway, round, connections));
            }
        }
        return closings;
    }

    private Closing closing(Stage stage, StreamServer gateway, int round, int connections) {
        Duration length = settings.interval().multipliedBy(INTERVALS_BEFORE_CLOSING);
        HoldOutcome outcome =
                stage.clients()
                        .hold(
                                order(gateway, connections, 0, length),
                                gateway,
                                stage.stub(),
                                () -> {})
                        .outcome();
        long closed = System.nanoTime();
        gateway.awaitIdle();
        long letGoMillis = Duration.ofNanos(System.nanoTime() - closed).toMillis();
        Closing closing =
                new Closing(
                        round,
                        connections,
                        outcome.due(),
                        outcome.delivered(),
                        outcome.lost(),
                        letGoMillis,
                        gateway.footprint());
        progress.accept(
                "%,d connections: closing %d: let go in %,d ms, %.1f MB live"
                        .formatted(
                                connections,
                                round,
                                letGoMillis,
                                closing.after().liveHeap() / FanoutTable.MB));
        return closing;
    }

    private HoldOrder order(StreamServer server, int connections, int stalled, Duration length) {
        return new HoldOrder(
                server.port(),
                0,
                connections,
                stalled,
                settings.interval().toMillis(),
                length.toMillis());
    }

    private static String withClients(String event, int connections) {
        return event.replace("\"connectedClients\":1,", "\"connectedClients\":" + connections + ",")
                .replace("\"connectedClients\":1}", "\"connectedClients\":" + connections + "}");
    }
}
