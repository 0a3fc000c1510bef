package dev.tidemark.aggregator.topology;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The client ids that were seen of late, of one input partition.
 *
 * <p>Time is cut into periods as long as an id is remembered; an id is stored under the period in
 * which it was last seen. It was seen within the last period if it stands in the present one, or in
 * the one before and not too long ago: two lookups by key, no scan. Periods leave the store whole,
 * so forgetting costs nothing. A key is 16 bytes (of SHA-256) and its value 8, whatever the length
 * of the id. Used by one stream thread.
 */
final class SeenIds {

    private static final int HASH_BYTES = 16;

    /** The present period, the one before, and one that is being left. */
    private static final int PERIODS = 3;

    private final WindowStore<byte[], byte[]> store;
    private final long rememberMs;
    private final MessageDigest sha256;

    /** How long the store keeps a period. */
    static Duration retention(Duration remember) {
        return remember.multipliedBy(PERIODS);
    }

    /** The store of ids that are remembered for this long. */
    static StoreBuilder<WindowStore<byte[], byte[]>> store(Duration remember) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(
                                Names.SEEN_IDS, retention(remember), remember, false),
                        Serdes.ByteArray(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(ChangelogSettings.ofWindows(retention(remember)));
    }

    /** Over this store. */
    SeenIds(WindowStore<byte[], byte[]> store, Duration remember) {
        this.store = store;
        this.rememberMs = remember.toMillis();
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Whether this id was not seen within the time that ids are remembered; it is from now on.
     *
     * @param nowMs never goes back
     */
    boolean isFirst(byte[] id, long nowMs) {
        byte[] key = Arrays.copyOf(sha256.digest(id), HASH_BYTES);
        long period = nowMs - Math.floorMod(nowMs, rememberMs);
        boolean first =
                !isRecent(store.fetch(key, period), nowMs)
                        && !isRecent(store.fetch(key, period - rememberMs), nowMs);
        store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(nowMs).array(), period);
        return first;
    }

    private boolean isRecent(byte @Nullable [] seenMs, long nowMs) {
        return seenMs != null && nowMs - ByteBuffer.wrap(seenMs).getLong() < rememberMs;
    }
}
