package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.measure.Usage;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The clients, each in a process of its own, which share the connections. For one thread. */
final class Clients implements AutoCloseable {

    /** Besides the steady phase: to connect, and to wait for updates. */
    private static final Duration ASIDE = Duration.ofMinutes(3);

    /** So many addresses of loopback has each process. */
    private static final int ADDRESSES = 100;

    private final List<ChildProcess> children;

    private Clients(List<ChildProcess> children) {
        this.children = children;
    }

    /** Starts so many. */
    static Clients start(ScratchFolder folder, int count) {
        List<ChildProcess> children = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            children.add(
                    ChildProcess.start(
                            ClientMain.class, folder.resolve("client-" + number + ".log")));
        }
        return new Clients(List.copyOf(children));
    }

    /**
     * What came of holding streams.
     *
     * @param outcome what the clients saw
     * @param cpuNanos that the server used in the steady phase
     * @param footprint of the server while all streams were open
     * @param readsPerSecond of the stub in the steady phase
     */
    record Held(HoldOutcome outcome, long cpuNanos, Footprint footprint, double readsPerSecond) {}

    /**
     * Holds streams of the server, and looks at it and at the stub in the steady phase. Returns
     * when all of them are closed on our side.
     *
     * @param order of all together
     * @param ready returns when the steady phase may begin; called when all streams are open
     */
    Held hold(HoldOrder order, StreamServer server, StubProcess stub, Runnable ready) {
        Duration patience = ASIDE.plusMillis(order.steadyMs());
        List<ChildProcess> used =
                children.subList(0, Math.min(children.size(), order.connections()));
        for (int number = 0; number < used.size(); number++) {
            used.get(number).say(Message.encode(share(order, number, used.size())));
        }
        used.forEach(child -> child.expect(ClientMain.OPEN, patience));
        ready.run();
        used.forEach(child -> child.say(ClientMain.GO));
        used.forEach(child -> child.expect(ClientMain.BEGIN, patience));
        Usage begin = server.usage();
        Reads readsAtBegin = stub.reads();
        used.forEach(child -> child.expect(ClientMain.END, patience));
        Usage end = server.usage();
        Reads readsAtEnd = stub.reads();
        Footprint footprint = server.footprint();
        used.forEach(child -> child.say(ClientMain.RELEASE));
        HoldOutcome outcome =
                used.stream()
                        .map(child -> Message.decode(child.readLine(patience), HoldOutcome.class))
                        .reduce(HoldOutcome::plus)
                        .orElseThrow();
        return new Held(
                outcome,
                end.cpuNanos() - begin.cpuNanos(),
                footprint,
                readsAtEnd.perSecondSince(readsAtBegin));
    }

    private HoldOrder share(HoldOrder order, int number, int of) {
        return new HoldOrder(
                order.port(),
                1 + number * ADDRESSES,
                part(order.connections(), number, of),
                part(order.stalled(), number, of),
                order.intervalMs(),
                order.steadyMs());
    }

    private static int part(int all, int number, int of) {
        return all / of + (number < all % of ? 1 : 0);
    }

    @Override
    public void close() {
        children.forEach(ChildProcess::close);
    }
}
