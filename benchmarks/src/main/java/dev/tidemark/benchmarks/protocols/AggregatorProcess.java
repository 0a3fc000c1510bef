package dev.tidemark.benchmarks.protocols;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.ScratchFolder;
import dev.tidemark.standalone.broker.FreePort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One aggregator, life after life: always the same port and state folder. For one thread. */
final class AggregatorProcess implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(40);

    private final ScratchFolder folder;
    private final String name;
    private final int port = FreePort.next();
    private final String[] args;
    private int lives;
    private ChildProcess child;

    private AggregatorProcess(ScratchFolder folder, String name, List<String> properties) {
        this.folder = folder;
        this.name = name;
        List<String> all = new ArrayList<>(properties);
        all.add("server.port=" + port);
        all.add("aggregator.state-dir=" + folder.resolve(name));
        this.args = all.toArray(String[]::new);
        this.child = launch();
    }

    /** Starts one that was never there before; returns at once. */
    static AggregatorProcess start(
            ScratchFolder folder, String name, Protocol protocol, String bootstrapServers) {
        List<String> properties = new ArrayList<>(protocol.properties(name));
        // Under the streams protocol, Kafka 4.3.1 forgets who owns what as soon as a process has a
        // second thread (KAFKA-20782). So all have one.
        properties.add("aggregator.threads=1");
        properties.add("kafka.bootstrap-servers=" + bootstrapServers);
        return new AggregatorProcess(folder, name, properties);
    }

    /** {@code host:port} of its query server. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** The next life; returns at once. */
    void restart() {
        child.close();
        child = launch();
    }

    /** SIGTERM; returns when it has ended. */
    void stop() {
        child.terminate(STOP);
    }

    /** SIGKILL; returns when it has ended. */
    void kill() {
        child.kill();
    }

    /**
     * Does nothing while it lives.
     *
     * @throws ChildFailedException if it has ended
     */
    void requireAlive() {
        if (!child.isAlive()) {
            throw new ChildFailedException(name + " ended by itself; " + endOfLog(), null);
        }
    }

    /** What it logged last. */
    String endOfLog() {
        return "the log of the %s ends:\n%s".formatted(name, child.endOfLog());
    }

    @Override
    public void close() {
        child.close();
    }

    private ChildProcess launch() {
        lives++;
        return ChildProcess.start(
                AggregatorMain.class, folder.resolve(name + "-" + lives + ".log"), args);
    }
}
