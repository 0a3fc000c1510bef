package dev.tidemark.contract.http;

import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or Ctrl-C, and holds the JVM's end back until the service has closed.
 *
 * <p>Opened first in a {@code try}-with-resources, so that it is closed last:
 *
 * <pre>{@code
 * try (ShutdownSignal signal = ShutdownSignal.install();
 *         Gateway gateway = Gateway.start(...);
 *         ServiceServer server = ServiceServer.start(...)) {
 *     signal.await();
 * }
 * }</pre>
 */
public final class ShutdownSignal implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private ShutdownSignal() {}

    /** Takes over the JVM's reaction to SIGTERM and SIGINT. */
    public static ShutdownSignal install() {
        ShutdownSignal signal = new ShutdownSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::holdTheEnd, "shutdown-signal"));
        return signal;
    }

    /** Whether the process is asked to end. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Returns when the process is asked to end; at once if the waiting thread is interrupted. */
    public void await() {
        awaitLatch(asked);
    }

    /** Lets the JVM end: everything else has been closed. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void holdTheEnd() {
        asked.countDown();
        awaitLatch(closed);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
