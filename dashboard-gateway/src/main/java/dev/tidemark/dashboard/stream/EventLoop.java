package dev.tidemark.dashboard.stream;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Writes one subscription to one connection until either ends. Runs on the connection's thread. */
final class EventLoop {

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final int RETRY_MS = 3_000;

    /** Clients that lost the same gateway do not come back in the same moment. */
    private static final int RETRY_JITTER_MS = 1_000;

    private final Duration heartbeat;
    private final Counter sent;

    EventLoop(Duration heartbeat, Counter sent) {
        this.heartbeat = heartbeat;
        this.sent = sent;
    }

    /**
     * Returns when the subscription ends, or a heartbeat at most after it is no longer allowed: its
     * client comes back, and is told why not.
     *
     * @param allowed asked before anything is written
     * @throws IOException when the client is gone
     */
    void run(Subscription subscription, BooleanSupplier allowed, OutputStream out)
            throws IOException {
        begin(out);
        boolean initial = true;
        while (true) {
            Subscription.Next next = subscription.next(heartbeat);
            if (!allowed.getAsBoolean()) {
                return;
            }
            switch (next) {
                case Subscription.Next.Write(Frame frame) -> {
                    write(frame, initial, out);
                    initial = false;
                }
                case Subscription.Next.Heartbeat none -> out.write(HEARTBEAT);
                case Subscription.Next.End end -> {
                    return;
                }
            }
            out.flush();
        }
    }

    /** Sent at once, so that browsers and proxies see the stream open before the first read. */
    private static void begin(OutputStream out) throws IOException {
        int retryMs = RETRY_MS + ThreadLocalRandom.current().nextInt(RETRY_JITTER_MS);
        out.write(("retry: " + retryMs + "\n\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void write(Frame frame, boolean initial, OutputStream out) throws IOException {
        if (initial) {
            frame.writeInit(out);
        } else {
            frame.writeUpdate(out);
        }
        sent.increment();
    }
}
