package dev.tidemark.aggregator;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Filter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all stores of the process one budget of native memory: block cache, indexes, filters and
 * write buffers together.
 *
 * <p>Without it each store may take 50 MB of cache and 48 MB of write buffers, and there is a store
 * for each partition, size and segment. Made by Kafka Streams through its no-argument constructor,
 * once for each store; thread-safe.
 */
public final class RocksDbMemory implements RocksDBConfigSetter {

    /** Budget of all stores, for block cache and write buffers. */
    static final long TOTAL_BYTES = 128L << 20;

    /** Share of the write buffers in it. */
    private static final long WRITE_BUFFER_BYTES = TOTAL_BYTES / 2;

    /** A store sees a few thousand rollups of 100 bytes between two flushes. */
    private static final long WRITE_BUFFER_OF_STORE_BYTES = 4L << 20;

    /** One false positive in a hundred. */
    private static final Filter FILTER = new BloomFilter(10, false);

    private static final Cache CACHE = new LRUCache(TOTAL_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS =
            new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    /** Called by Kafka Streams. */
    public RocksDbMemory() {}

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        // A rollup that is not there yet, and an id that was never seen, is the common case.
        table.setFilterPolicy(FILTER);
        options.setOptimizeFiltersForHits(false);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_OF_STORE_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    /** The cache and the write buffers belong to the process and outlive every store. */
    @Override
    public void close(String store, Options options) {}
}
