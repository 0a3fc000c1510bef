package dev.tidemark.benchmarks.fanout;

/**
 * What the client's process is told to do: to hold streams of one view.
 *
 * @param port of the server, on loopback
 * @param connections how many
 * @param intervalMs milliseconds between two updates
 * @param steadyMs measured, in milliseconds: a multiple of the interval
 */
record HoldOrder(int port, int connections, long intervalMs, long steadyMs) {

    private static final String PATH = "/dashboard/stream?tenant=bench&interval=";

    /** Where the view is: the same one for all connections. */
    static String path(long intervalMs) {
        return PATH + intervalMs + "ms";
    }

    /** The request that each connection sends. */
    String request() {
        return "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(path(intervalMs), port);
    }
}
