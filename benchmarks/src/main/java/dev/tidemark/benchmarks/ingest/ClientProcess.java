package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.http.PreparedRequest;
import dev.tidemark.benchmarks.measure.Vitals;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.time.Duration;

/** The client in a process of its own. No two events of its whole life have the same number. */
final class ClientProcess implements AutoCloseable {

    /** Besides what an order itself takes: to connect, and to prepare requests. */
    private static final Duration ASIDE = Duration.ofMinutes(2);

    private final ChildProcess child;
    private long nextNumber = PreparedRequest.FIRST_NUMBER;

    private ClientProcess(ChildProcess child) {
        this.child = child;
    }

    static ClientProcess start(ScratchFolder folder) {
        return new ClientProcess(
                ChildProcess.start(ClientMain.class, folder.resolve("client.log")));
    }

    /** The number that the next order's first event gets. */
    long nextNumber() {
        return nextNumber;
    }

    /**
     * Loads the server, and watches it in the steady phase. If the order has a tail, the server is
     * made to collect all its garbage in it, while the load goes on.
     *
     * @param order with {@link #nextNumber}
     */
    Load run(LoadOrder order, ServerProcess server) {
        Duration patience = order.length().plus(ASIDE);
        child.say(Message.encode(order));
        child.expect(ClientMain.BEGIN, patience);
        Vitals begin = server.vitals();
        child.expect(ClientMain.END, patience);
        Vitals end = server.vitals();
        if (order.tailMs() > 0) {
            end = server.collect().withUsage(end.usage());
        }
        LoadOutcome outcome = Message.decode(child.readLine(patience), LoadOutcome.class);
        nextNumber += outcome.numbers();
        return new Load(outcome, begin, end);
    }

    @Override
    public void close() {
        child.close();
    }
}
