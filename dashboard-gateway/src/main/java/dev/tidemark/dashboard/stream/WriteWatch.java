package dev.tidemark.dashboard.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends writes that block for too long, by an interrupt, which closes the connection: a server's
 * output stream knows no time-out. Thread-safe; one thread watches all until {@link #close}.
 */
public final class WriteWatch implements AutoCloseable {

    /** How often it looks, in parts of the time-out. */
    private static final int LOOKS = 4;

    private final Duration timeout;
    private final Runnable onStall;
    private final Set<Writer> writers = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * A watch that is at work at once.
     *
     * @param onStall told of each write that is ended
     */
    public WriteWatch(Duration timeout, Runnable onStall) {
        this.timeout = timeout;
        this.onStall = onStall;
        this.thread = Thread.ofVirtual().name("write-watch").start(this::watch);
    }

    /** Watches what the calling thread writes there, until that is closed. */
    public Writer over(OutputStream out) {
        Writer writer = new Writer(out, Thread.currentThread());
        writers.add(writer);
        return writer;
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, timeout.toNanos() / LOOKS);
            long nowNanos = System.nanoTime();
            writers.forEach(writer -> writer.endIfSince(nowNanos - timeout.toNanos()));
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** What one thread writes. */
    public final class Writer implements AutoCloseable {

        private final OutputStream out;
        private final Thread writing;
        private @Nullable Long sinceNanos;

        Writer(OutputStream out, Thread writing) {
            this.out = out;
            this.writing = writing;
        }

        /** Writes and flushes. */
        public void write(byte[] bytes) throws IOException {
            begin(System.nanoTime());
            try {
                out.write(bytes);
                out.flush();
            } finally {
                begin(null);
            }
        }

        private synchronized void begin(@Nullable Long nowNanos) {
            sinceNanos = nowNanos;
        }

        private synchronized void endIfSince(long nanos) {
            if (sinceNanos != null && sinceNanos - nanos < 0) {
                sinceNanos = null;
                onStall.run();
                writing.interrupt();
            }
        }

        @Override
        public void close() {
            writers.remove(this);
        }
    }
}
