package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.time.Duration;

/** The stub of an aggregator in a process of its own. For one thread. */
final class StubProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChildProcess child;
    private final String address;

    private StubProcess(ChildProcess child) {
        this.child = child;
        this.address = "127.0.0.1:" + child.readLine(PATIENCE);
    }

    /** Starts it; returns when it answers. */
    static StubProcess start(ScratchFolder folder) {
        return new StubProcess(ChildProcess.start(StubMain.class, folder.resolve("stub.log")));
    }

    /** Where it answers, {@code host:port}. */
    String address() {
        return address;
    }

    /** How often it was read so far. */
    Reads reads() {
        child.say(Desk.READS);
        return Message.decode(child.readLine(PATIENCE), Reads.class);
    }

    @Override
    public void close() {
        child.close();
    }
}
