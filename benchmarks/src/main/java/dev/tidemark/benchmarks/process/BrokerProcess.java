package dev.tidemark.benchmarks.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded broker in a process of its own, so that its work is not counted as anybody's. */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);

    private final ChildProcess child;
    private final String bootstrapServers;

    private BrokerProcess(ChildProcess child, String bootstrapServers) {
        this.child = child;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts one that keeps all it has in this folder, and returns when it serves. */
    public static BrokerProcess start(ScratchFolder folder) {
        return start(folder, Map.of());
    }

    /** The same with these settings of the broker, instead of or besides the product's. */
    public static BrokerProcess start(ScratchFolder folder, Map<String, String> settings) {
        List<String> args = new ArrayList<>();
        args.add(folder.resolve("broker").toString());
        settings.forEach((name, value) -> args.add(name + "=" + value));
        ChildProcess child =
                ChildProcess.start(
                        BrokerMain.class,
                        folder.resolve("broker.log"),
                        args.toArray(String[]::new));
        try {
            return new BrokerProcess(child, child.readLine(START));
        } catch (ChildFailedException e) {
            child.close();
            throw e;
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Ends it. */
    @Override
    public void close() {
        child.close();
    }
}
