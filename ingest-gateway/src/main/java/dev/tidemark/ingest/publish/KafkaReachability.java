package dev.tidemark.ingest.publish;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka answers, as far as the last event or probe could tell.
 *
 * <p>A gateway with traffic never probes: its events tell. Without traffic, what is known grows
 * old, and whoever asks pays for one probe. Every change is logged once. Thread-safe.
 */
public final class KafkaReachability {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaReachability.class);

    /** How long an observation speaks for the present. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Asks Kafka for a sign of life, within a second or so. */
    @FunctionalInterface
    public interface Probe {

        /** Why Kafka does not answer; empty if it does. Restores the flag if interrupted. */
        String failure();
    }

    /**
     * What was seen last.
     *
     * @param failure why Kafka did not answer; empty if it did
     * @param atMs when, in milliseconds since the epoch
     */
    public record Observation(String failure, long atMs) {

        /** Whether Kafka answered. */
        public boolean reachable() {
            return failure.isEmpty();
        }
    }

    private final Clock clock;
    private final AtomicReference<Observation> last;

    /** Starts as reachable: it is made after Kafka has answered once. */
    public KafkaReachability(Clock clock) {
        this.clock = clock;
        this.last = new AtomicReference<>(new Observation("", clock.millis()));
    }

    /** The newest observation, after a probe if it is no longer fresh. */
    public Observation now(Probe probe) {
        Observation known = last.get();
        long age = clock.millis() - known.atMs();
        return age <= FRESH.toMillis() ? known : observe(probe.failure());
    }

    /** Notes that Kafka acknowledged. */
    void succeeded() {
        observe("");
    }

    /** Notes that Kafka did not. */
    void failed(String reason) {
        observe(reason);
    }

    private Observation observe(String failure) {
        Observation seen = new Observation(failure, clock.millis());
        Observation before = last.getAndSet(seen);
        if (before.reachable() && !seen.reachable()) {
            LOG.warn("kafka does not answer reason=\"{}\"", failure);
        } else if (!before.reachable() && seen.reachable()) {
            LOG.info("kafka answers again");
        }
        return seen;
    }
}
