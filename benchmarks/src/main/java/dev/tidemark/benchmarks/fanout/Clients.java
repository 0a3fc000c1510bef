package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.measure.Usage;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.time.Duration;

/** The client in a process of its own. For one thread. */
final class ClientProcess implements AutoCloseable {

    /** Besides the steady phase: to connect, and to wait for updates. */
    private static final Duration ASIDE = Duration.ofMinutes(3);

    private final ChildProcess child;

    private ClientProcess(ChildProcess child) {
        this.child = child;
    }

    static ClientProcess start(ScratchFolder folder) {
        return new ClientProcess(
                ChildProcess.start(ClientMain.class, folder.resolve("client.log")));
    }

    /**
     * What came of holding streams.
     *
     * @param outcome what the client saw
     * @param cpuNanos that the server used in the steady phase
     * @param footprint of the server while all streams were open
     * @param readsPerSecond of the stub in the steady phase
     */
    record Held(HoldOutcome outcome, long cpuNanos, Footprint footprint, double readsPerSecond) {}

    /** Holds streams of the server, and looks at it and at the stub in the steady phase. */
    Held hold(HoldOrder order, StreamServer server, StubProcess stub) {
        Duration patience = ASIDE.plusMillis(order.steadyMs());
        child.say(Message.encode(order));
        child.expect(ClientMain.BEGIN, patience);
        Usage begin = server.usage();
        Reads readsAtBegin = stub.reads();
        child.expect(ClientMain.END, patience);
        Usage end = server.usage();
        Reads readsAtEnd = stub.reads();
        Footprint footprint = server.footprint();
        child.say(ClientMain.RELEASE);
        HoldOutcome outcome = Message.decode(child.readLine(patience), HoldOutcome.class);
        return new Held(
                outcome,
                end.cpuNanos() - begin.cpuNanos(),
                footprint,
                readsAtEnd.perSecondSince(readsAtBegin));
    }

    @Override
    public void close() {
        child.close();
    }
}
