package dev.tidemark.aggregator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of an aggregator whose stream thread failed.
 *
 * <p>A thread is replaced, since most failures pass (a broker away for longer than its timeouts). A
 * store that this release cannot read, or more than {@value #MAX_FAILURES} failures in ten minutes,
 * will not pass: the instance stops, liveness fails, and whoever supervises the process sees it.
 * Thread-safe: one policy serves all threads.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    static final int MAX_FAILURES = 10;
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    FailurePolicy(Clock clock) {
        this.clock = clock;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (isPermanent(failure) || tooMany()) {
            LOG.error("stream thread failed, the aggregator stops", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("stream thread failed, another takes its place", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isPermanent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SerializationException) {
                return true;
            }
        }
        return false;
    }

    private synchronized boolean tooMany() {
        Instant now = clock.instant();
        recent.addLast(now);
        while (recent.getFirst().isBefore(now.minus(PERIOD))) {
            recent.removeFirst();
        }
        return recent.size() > MAX_FAILURES;
    }
}
