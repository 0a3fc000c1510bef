package dev.tidemark.ingest.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The requests that are under way, and how long such a one takes. Thread-safe. */
final class InFlight {

    /** Of the newest request's time in the average of all. */
    private static final double WEIGHT = 0.1;

    /** Whether one more was let in. */
    enum Entry {
        /** It was. */
        IN,
        /** Its tenant has its share already. */
        TENANT_FULL,
        /** All together are as many as may be. */
        FULL
    }

    private static final class Load {

        private int requests;
        private long bytes;
    }

    private final LimitSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Load all = new Load();
    private final Map<String, Load> tenants = new HashMap<>();
    private double averageNanos;

    InFlight(LimitSettings settings) {
        this.settings = settings;
    }

    /** Lets one in, if there is room; then {@link #leave} must follow. */
    Entry enter(String tenant, long bytes) {
        lock.lock();
        try {
            if (!hasRoom(all, bytes, 1)) {
                return Entry.FULL;
            }
            Load own = tenants.computeIfAbsent(tenant, name -> new Load());
            if (!hasRoom(own, bytes, settings.tenantShare())) {
                // Somebody holds that share, so its entry stays.
                return Entry.TENANT_FULL;
            }
            add(all, 1, bytes);
            add(own, 1, bytes);
            return Entry.IN;
        } finally {
            lock.unlock();
        }
    }

    /** Lets one that was let in hold so many bytes more, if there is room. */
    Entry grow(String tenant, long bytes) {
        lock.lock();
        try {
            Load own = Objects.requireNonNull(tenants.get(tenant), "it was let in");
            if (!hasRoomToGrow(all, bytes, 1)) {
                return Entry.FULL;
            }
            if (!hasRoomToGrow(own, bytes, settings.tenantShare())) {
                return Entry.TENANT_FULL;
            }
            add(all, 0, bytes);
            add(own, 0, bytes);
            return Entry.IN;
        } finally {
            lock.unlock();
        }
    }

    /** One that was let in is done. */
    void leave(String tenant, long bytes, long nanos) {
        lock.lock();
        try {
            add(all, -1, -bytes);
            tenants.computeIfPresent(
                    tenant,
                    (name, own) -> {
                        add(own, -1, -bytes);
                        return own.requests == 0 ? null : own;
                    });
            averageNanos += WEIGHT * (nanos - averageNanos);
        } finally {
            lock.unlock();
        }
    }

    /** How long a request takes, on average of late. */
    Duration average() {
        lock.lock();
        try {
            return Duration.ofNanos((long) averageNanos);
        } finally {
            lock.unlock();
        }
    }

    /** The first request of all, or of a tenant, always has: the largest body fits any bound. */
    private boolean hasRoom(Load load, long bytes, double share) {
        return load.requests == 0
                || (load.requests + 1 <= settings.maxRequests() * share
                        && load.bytes + bytes <= settings.maxBytes() * share);
    }

    /** As above, the only one always has. */
    private boolean hasRoomToGrow(Load load, long bytes, double share) {
        return load.requests == 1 || load.bytes + bytes <= settings.maxBytes() * share;
    }

    private static void add(Load load, int requests, long bytes) {
        load.requests += requests;
        load.bytes += bytes;
    }
}
