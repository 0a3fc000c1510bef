package dev.tidemark.standalone.demo;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Sends events without waiting for each, and never more than a bound at once; while the server is
 * away, one at a time and with growing pauses. For one calling thread.
 */
final class Sender implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 64;

    private final TrackClient client;
    private final Pacer pacer;
    private final ServerState state = new ServerState();
    private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    Sender(TrackClient client, Pacer pacer) {
        this.client = client;
        this.pacer = pacer;
    }

    void send(TrackRequest event) throws InterruptedException {
        if (state.away()) {
            pacer.pause(state.nextBackOff());
            post(event);
            return;
        }
        permits.acquire();
        executor.execute(
                () -> {
                    try {
                        post(event);
                    } finally {
                        permits.release();
                    }
                });
    }

    /** Ends what is under way; it is not sent again. */
    @Override
    public void close() {
        executor.shutdownNow();
        client.close();
    }

    private void post(TrackRequest event) {
        TrackOutcome outcome = client.track(event);
        // What close() broke off says nothing about the server.
        if (!Thread.currentThread().isInterrupted()) {
            state.saw(outcome);
        }
    }
}
