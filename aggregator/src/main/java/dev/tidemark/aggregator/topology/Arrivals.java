package dev.tidemark.aggregator.topology;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When the newest event of each tenant came into the stores of this process: what tells how fresh
 * an answer is. In memory only, of the tenants that got events last. Thread-safe: stream threads
 * tell, queries ask.
 */
public final class Arrivals {

    /** About 150 bytes each; more tenants than have events in one moment. */
    private static final int MAX_TENANTS = 10_000;

    private static final float LOAD_FACTOR = 0.75f;

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Arrival> newest =
            new LinkedHashMap<>(16, LOAD_FACTOR, /* accessOrder= */ true);

    /**
     * Of one event.
     *
     * @param acceptedAtMs when it was written to the events topic, milliseconds since the epoch
     * @param mergedAtMs when it could be read from the stores, milliseconds since the epoch
     */
    public record Arrival(long acceptedAtMs, long mergedAtMs) {}

    /** That much of a tenant can be read now; what is older than something known is no news. */
    void merged(String tenant, Arrival arrival) {
        lock.lock();
        try {
            newest.merge(
                    tenant,
                    arrival,
                    (known, now) -> now.acceptedAtMs() >= known.acceptedAtMs() ? now : known);
            if (newest.size() > MAX_TENANTS) {
                newest.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The newest of a tenant, if one came since this process began. */
    public Optional<Arrival> newest(String tenant) {
        lock.lock();
        try {
            return Optional.ofNullable(newest.get(tenant));
        } finally {
            lock.unlock();
        }
    }
}
