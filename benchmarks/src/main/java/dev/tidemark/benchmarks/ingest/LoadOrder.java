package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.http.LoadPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the client's process is told to do. All times are in milliseconds.
 *
 * @param port of the server, on loopback
 * @param contestant whose requests to send
 * @param connections how many
 * @param perSecond requests that are due; 0 for a closed loop
 * @param warmUpMs not measured
 * @param steadyMs measured
 * @param tailMs after that, not measured
 * @param firstNumber of the first event
 * @param acceptedFile gets the numbers of the accepted events, less the first, as the bytes of a
 *     bit set; none if null
 */
record LoadOrder(
        int port,
        Contestant contestant,
        int connections,
        double perSecond,
        long warmUpMs,
        long steadyMs,
        long tailMs,
        long firstNumber,
        @Nullable String acceptedFile) {

    /** Longer than a gateway takes to give Kafka up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    LoadPlan plan() {
        return new LoadPlan(
                connections,
                perSecond,
                Duration.ofMillis(warmUpMs),
                Duration.ofMillis(steadyMs),
                Duration.ofMillis(tailMs),
                PATIENCE);
    }

    /** Whether each event has a number of its own. */
    boolean isNumbered() {
        return acceptedFile != null;
    }

    /** From its beginning to the end of its last phase. */
    Duration length() {
        return Duration.ofMillis(warmUpMs + steadyMs + tailMs).plus(PATIENCE);
    }
}
