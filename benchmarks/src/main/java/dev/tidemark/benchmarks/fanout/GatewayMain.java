package dev.tidemark.benchmarks.fanout;

import dev.tidemark.dashboard.Main;

/** The process of the dashboard gateway: its own main class, and a {@link Desk}. */
final class GatewayMain {

    private GatewayMain() {}

    /**
     * Runs until the parent is done with it.
     *
     * @param args system properties, each {@code name=value}
     */
    public static void main(String[] args) {
        Desk.open();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            System.setProperty(pair[0], pair[1]);
        }
        Main.main(new String[0]);
    }
}
