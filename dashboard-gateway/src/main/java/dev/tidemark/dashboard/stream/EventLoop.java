package dev.tidemark.dashboard.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes streams on the connections' own threads, through the server's response: for TLS and
 * HTTP/2. A stream of plain HTTP/1.1 is written by a {@link WriterLoop}. Thread-safe.
 */
final class EventLoop {

    private final Duration heartbeat;
    private final WriteWatch watch;

    EventLoop(Duration heartbeat, WriteWatch watch) {
        this.heartbeat = heartbeat;
        this.watch = watch;
    }

    /**
     * Returns when the stream is over; an interrupt ends it.
     *
     * @throws IOException when the client is gone, or took nothing for too long
     */
    void run(Subscription subscription, Outbox outbox, OutputStream out) throws IOException {
        Thread thread = Thread.currentThread();
        try (WriteWatch.Writer writer = watch.over(out)) {
            writer.write(outbox.begin());
            subscription.onSignal(() -> LockSupport.unpark(thread));
            long writtenNanos = System.nanoTime();
            while (!outbox.isOver() && !thread.isInterrupted()) {
                byte[] bytes = outbox.take();
                long left = writtenNanos + heartbeat.toNanos() - System.nanoTime();
                if (bytes == null && left > 0) {
                    LockSupport.parkNanos(this, left);
                } else {
                    writer.write(bytes == null ? outbox.heartbeat() : bytes);
                    writtenNanos = System.nanoTime();
                }
            }
        }
    }
}
