package dev.tidemark.contract.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, and those of the process itself, as of the last second.
 *
 * <p>Whoever asks first after a second looks whether the file has changed, and reads it if so. One
 * that has become broken or is gone leaves the last good keys in force, and an error in the log: it
 * neither opens nor closes anything. Thread-safe.
 */
final class KeyRing {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final byte[] NOBODY = new byte[32];

    /** What tells one state of the file from another. */
    private record Stamp(FileTime modified, long size, @Nullable Object identity) {

        static final Stamp GONE = new Stamp(FileTime.fromMillis(0), -1, null);
    }

    private record Held(Map<String, ApiKey> keys, Stamp stamp) {}

    private final KeyFile file;
    private final List<ApiKey> own;
    private final LongSupplier nanos;
    private final AtomicLong nextLook;
    private volatile Held held;

    private KeyRing(KeyFile file, List<ApiKey> own, LongSupplier nanos) {
        this.file = file;
        this.own = List.copyOf(own);
        this.nanos = nanos;
        this.nextLook = new AtomicLong(nanos.getAsLong() + BETWEEN_LOOKS.toNanos());
        Stamp stamp = stamp();
        this.held = new Held(byId(file.read()), stamp);
    }

    /**
     * Reads the file for the first time.
     *
     * @param own keys of this process, which are in no file
     * @param nanos a clock like {@link System#nanoTime}
     * @throws KeyFileException if the file is missing or broken
     */
    static KeyRing open(KeyFile file, List<ApiKey> own, LongSupplier nanos) {
        return new KeyRing(file, own, nanos);
    }

    /** The key that is presented, if it is known, its secret is right, and it is not revoked. */
    Optional<ApiKey> find(PresentedKey presented) {
        ApiKey known = keys().get(presented.id());
        // Compared also when there is no such key, so that time does not tell which ids there are.
        boolean right = presented.hasHash(known == null ? NOBODY : known.hashBytes());
        return known != null && right && known.isActive() ? Optional.of(known) : Optional.empty();
    }

    /** The key of this id, unless it is revoked. */
    Optional<ApiKey> active(String id) {
        return Optional.ofNullable(keys().get(id)).filter(ApiKey::isActive);
    }

    private Map<String, ApiKey> keys() {
        long now = nanos.getAsLong();
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + BETWEEN_LOOKS.toNanos())) {
            look();
        }
        return held.keys();
    }

    private void look() {
        Stamp stamp = stamp();
        Held before = held;
        if (stamp.equals(before.stamp())) {
            return;
        }
        try {
            held = new Held(byId(file.read()), stamp);
            LOG.info("api keys were read anew file={} keys={}", file, held.keys().size());
        } catch (KeyFileException e) {
            held = new Held(before.keys(), stamp);
            LOG.error("the last good api keys stay in force reason=\"{}\"", e.getMessage());
        }
    }

    private Map<String, ApiKey> byId(List<ApiKey> fromFile) {
        Map<String, ApiKey> keys = new HashMap<>();
        fromFile.forEach(key -> keys.put(key.id(), key));
        own.forEach(key -> keys.put(key.id(), key));
        return keys;
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (IOException e) {
            return Stamp.GONE;
        }
    }
}
