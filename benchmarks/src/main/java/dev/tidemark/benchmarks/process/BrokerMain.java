package dev.tidemark.benchmarks.process;

import dev.tidemark.standalone.broker.EmbeddedBroker;
import dev.tidemark.standalone.broker.FreePort;
import java.nio.file.Path;

/** The child that is a broker: prints its address, and serves until its standard input ends. */
final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs until the parent is done with it. Its folder is thrown away, so nothing is closed.
     *
     * @param args the folder
     */
    public static void main(String[] args) {
        ParentWatch.start();
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), FreePort.next());
        System.out.println(broker.bootstrapServers());
    }
}
