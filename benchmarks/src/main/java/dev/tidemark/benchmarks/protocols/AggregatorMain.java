package dev.tidemark.benchmarks.protocols;

import dev.tidemark.aggregator.Main;
import dev.tidemark.benchmarks.process.ParentWatch;

/** The aggregator's own main class, in a process that ends with its parent. */
final class AggregatorMain {

    private AggregatorMain() {}

    /**
     * Runs until SIGTERM.
     *
     * @param args system properties, each {@code name=value}
     */
    public static void main(String[] args) {
        ParentWatch.start();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            System.setProperty(pair[0], pair[1]);
        }
        Main.main(new String[0]);
    }
}
