package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockOrderTest {

    private static final int TIMES = 50_000;
    private static final Bytes KEY = Bytes.wrap("key".getBytes(StandardCharsets.UTF_8));

    @TempDir Path stateDir;

    @Test
    void shouldLetAQueryAndAWriterOfAStoreOnDiskPass() {
        letPass(Stores.persistentTimestampedKeyValueStore("store"));
    }

    @Test
    void shouldLetAQueryAndAWriterOfAStoreOnTheHeapPass() {
        letPass(Stores.inMemoryKeyValueStore("store"));
    }

    /** Without the order, the two wait for each other within a second. */
    private void letPass(KeyValueBytesStoreSupplier supplier) {
        KeyValueStore<Bytes, byte[]> store = LockOrder.of(supplier).get();
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
        store.init(context.getStateStoreContext(), store);
        store.put(KEY, new byte[9]);

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(store));
                    for (int i = 0; i < TIMES; i++) {
                        query(store);
                    }
                    writer.join();
                });
        store.close();
    }

    private static void write(KeyValueStore<Bytes, byte[]> store) {
        for (int i = 0; i < TIMES; i++) {
            store.put(KEY, new byte[9]);
        }
    }

    private static void query(KeyValueStore<Bytes, byte[]> store) {
        RangeQuery<Bytes, byte[]> all = RangeQuery.withNoBounds();
        QueryResult<KeyValueIterator<Bytes, byte[]>> result =
                store.query(all, PositionBound.unbounded(), new QueryConfig(false));
        try (var found = result.getResult()) {
            assertThat(found.hasNext()).isTrue();
        }
    }
}
