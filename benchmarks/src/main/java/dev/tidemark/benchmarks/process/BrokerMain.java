package dev.tidemark.benchmarks.process;

import dev.tidemark.standalone.broker.EmbeddedBroker;
import dev.tidemark.standalone.broker.FreePort;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The child that is a broker: prints its address, and serves until its standard input ends. */
final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs until the parent is done with it. Its folder is thrown away, so nothing is closed.
     *
     * @param args the folder, and settings of the broker as {@code name=value}
     */
    public static void main(String[] args) {
        ParentWatch.start();
        Map<String, String> settings = new HashMap<>();
        Arrays.stream(args)
                .skip(1)
                .map(arg -> arg.split("=", 2))
                .forEach(pair -> settings.put(pair[0], pair[1]));
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), FreePort.next(), settings);
        System.out.println(broker.bootstrapServers());
    }
}
