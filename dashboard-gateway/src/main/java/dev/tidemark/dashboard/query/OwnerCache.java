package dev.tidemark.dashboard.query;

import dev.tidemark.contract.query.Owner;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The owners of the tenants that were asked for last, up to a maximum. Thread-safe.
 *
 * <p>An entry may be wrong at any time; whoever is sent to the wrong host is told so there.
 */
final class OwnerCache {

    private static final float LOAD_FACTOR = 0.75f;

    private final int maxOwners;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Owner> owners =
            new LinkedHashMap<>(16, LOAD_FACTOR, /* accessOrder= */ true);

    OwnerCache(int maxOwners) {
        this.maxOwners = maxOwners;
    }

    Optional<Owner> find(String tenant) {
        lock.lock();
        try {
            return Optional.ofNullable(owners.get(tenant));
        } finally {
            lock.unlock();
        }
    }

    void remember(String tenant, Owner owner) {
        lock.lock();
        try {
            owners.put(tenant, owner);
            if (owners.size() > maxOwners) {
                owners.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether there was something to forget. */
    boolean forget(String tenant) {
        lock.lock();
        try {
            return owners.remove(tenant) != null;
        } finally {
            lock.unlock();
        }
    }
}
