package dev.tidemark.aggregator.topology;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets a processor hold results back on the heap, and asks for them just before its task commits.
 *
 * <p>Kafka Streams gives that moment to its own record caches: before each commit of a task
 * (periodic, on revocation, on a clean close) it calls {@code flushCache()} on every store of the
 * task that is a {@link CachedStateStore}. This store is one. It stores nothing; what is handed on
 * in that call is part of the same transaction as the offsets of the records it was made of. A
 * crash, or a task that is closed without a commit, loses the held results together with the
 * offsets, so they are made anew.
 *
 * <p>The only class that touches internals of Kafka Streams: an ArchUnit rule keeps it so, and
 * {@code CommitHookTest} fails when an upgrade moves the hook. Used by one stream thread at a time.
 */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {

    /** What a processor holds back. */
    interface Held {

        /** Hands everything on: forwards it, or writes it into stores. */
        void handOn();

        /** Forgets everything: the records it was made of will be read again. */
        void discard();
    }

    private final String name;
    private boolean open;
    private @Nullable InternalProcessorContext<?, ?> context;
    private @Nullable ProcessorNode<?, ?, ?, ?> node;
    private @Nullable ProcessorRecordContext newest;
    private @Nullable Held held;

    private CommitHook(String name) {
        this.name = name;
    }

    /** A builder for {@link org.apache.kafka.streams.processor.ConnectedStoreProvider#stores}. */
    static StoreBuilder<CommitHook> named(String name) {
        return new Builder(name);
    }

    /** Connects the processor that is being initialised with this context. */
    void attach(ProcessorContext<?, ?> processorContext, Held owner) {
        InternalProcessorContext<?, ?> internal = (InternalProcessorContext<?, ?>) processorContext;
        context = internal;
        node = internal.currentNode();
        newest = null;
        held = owner;
    }

    /** Notes that the record which is being processed is part of what is held. */
    void holdsCurrentRecord() {
        if (context != null) {
            newest = context.recordContext();
        }
    }

    /** Called before a commit. */
    @Override
    public void flushCache() {
        if (held != null) {
            asNewest(held::handOn);
        }
    }

    /** Acts as the attached processor, in the name of the newest record that is held, if any is. */
    void asNewest(Runnable action) {
        if (context == null || newest == null) {
            return;
        }
        ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
        ProcessorRecordContext recordBefore = context.recordContext();
        context.setCurrentNode(node);
        context.setRecordContext(newest);
        try {
            action.run();
        } finally {
            context.setRecordContext(recordBefore);
            context.setCurrentNode(nodeBefore);
        }
    }

    @Override
    public void clearCache() {
        if (held != null) {
            held.discard();
        }
        newest = null;
    }

    @Override
    public boolean setFlushListener(
            CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext stateStoreContext, StateStore root) {
        stateStoreContext.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        clearCache();
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds a hook for each task; there is nothing to configure. */
    private record Builder(String name) implements StoreBuilder<CommitHook> {

        @Override
        public StoreBuilder<CommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("a commit hook stores nothing");
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public CommitHook build() {
            return new CommitHook(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
