package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** How the stores of the second phase are made. */
record RollupStores(Windows windows) {

    /** All of them, and the hook that has them written before each commit. */
    Set<StoreBuilder<?>> builders() {
        Set<StoreBuilder<?>> builders = new LinkedHashSet<>();
        builders.add(
                Stores.timestampedKeyValueStoreBuilder(
                                LockOrder.of(
                                        Stores.persistentTimestampedKeyValueStore(Names.COUNTERS)),
                                SeriesKeyCodec.serde(),
                                RollupCodec.serde())
                        .withCachingDisabled()
                        .withLoggingEnabled(ChangelogSettings.ofKeyValues()));
        builders.add(
                Stores.keyValueStoreBuilder(
                                LockOrder.of(Stores.inMemoryKeyValueStore(Names.DROPS)),
                                SeriesKeyCodec.serde(),
                                RollupCodec.serde())
                        .withCachingDisabled()
                        .withLoggingEnabled(ChangelogSettings.ofKeyValues()));
        windows.specs().forEach(spec -> builders.add(windowsOf(spec)));
        builders.add(CommitHook.named(Names.MERGED));
        return builders;
    }

    private static StoreBuilder<?> windowsOf(WindowSpec spec) {
        Duration kept = ChangelogSettings.storeRetention(spec);
        return Stores.timestampedWindowStoreBuilder(
                        Stores.persistentTimestampedWindowStore(
                                Names.windows(spec.size()), kept, spec.size().duration(), false),
                        SeriesKeyCodec.serde(),
                        RollupCodec.serde())
                .withCachingDisabled()
                .withLoggingEnabled(ChangelogSettings.ofWindows(kept));
    }
}
