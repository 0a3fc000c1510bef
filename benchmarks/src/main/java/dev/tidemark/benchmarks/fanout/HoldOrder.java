package dev.tidemark.benchmarks.fanout;

/**
 * What a client's process is told to do: to hold streams of one view.
 *
 * @param port of the server, on loopback
 * @param firstAddress of those that this process connects from; each is used by one process
 * @param connections how many are read
 * @param stalled further ones that are not read
 * @param intervalMs milliseconds between two updates
 * @param steadyMs measured, in milliseconds: a multiple of the interval
 */
record HoldOrder(
        int port, int firstAddress, int connections, int stalled, long intervalMs, long steadyMs) {

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
