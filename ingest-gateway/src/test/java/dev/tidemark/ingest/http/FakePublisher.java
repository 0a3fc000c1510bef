package dev.tidemark.ingest.http;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.ingest.publish.BatchPublication;
import dev.tidemark.ingest.publish.BatchPublisher;
import dev.tidemark.ingest.publish.EventBatch;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what it was given; every publication ends as it was told. */
final class FakePublisher implements EventPublisher, BatchPublisher {

    /** How long it asks to wait when it has no room. */
    static final Duration PAUSE = Duration.ofSeconds(3);

    record Published(MetricEvent event, IdOrigin origin) {}

    private final List<Published> published = new CopyOnWriteArrayList<>();
    private volatile Publication outcome = new Publication.Accepted();
    private volatile int acceptedBefore;
    private volatile boolean forgetful;
    private volatile Duration backlog = Duration.ZERO;
    private volatile int room = Integer.MAX_VALUE;

    @Override
    public Publication publish(MetricEvent event, IdOrigin origin) {
        remember(event, origin);
        return outcome;
    }

    @Override
    public EventBatch begin() {
        return new FakeBatch();
    }

    @Override
    public Duration backlog() {
        return backlog;
    }

    /** A batch that has events now would wait so long. */
    void delayBy(Duration wait) {
        backlog = wait;
    }

    /** Accepts so many, and ends all others so. */
    void endAfter(int accepted, Publication next) {
        acceptedBefore = accepted;
        outcome = next;
    }

    /** Has no room after so many of a batch, all of which it accepts. */
    void closeAfter(int events) {
        room = events;
    }

    void endWith(Publication next) {
        outcome = next;
    }

    /** From now on it does not remember events, of which there may be many. */
    void forget() {
        forgetful = true;
    }

    List<Published> published() {
        return published;
    }

    private void remember(MetricEvent event, IdOrigin origin) {
        if (!forgetful) {
            published.add(new Published(event, origin));
        }
    }

    private final class FakeBatch implements EventBatch {

        private final List<BatchPublication.Failed> failed = new ArrayList<>();
        private int added;

        @Override
        public void add(int index, MetricEvent event, IdOrigin origin) {
            remember(event, origin);
            Publication fate = added < acceptedBefore ? new Publication.Accepted() : outcome;
            if (!(fate instanceof Publication.Accepted)) {
                failed.add(new BatchPublication.Failed(index, fate));
            }
            added++;
        }

        @Override
        public void rest() {}

        @Override
        public @Nullable Duration pause() {
            boolean failedBefore = failed.stream().anyMatch(FakeBatch::endsBatch);
            return failedBefore || added >= room ? PAUSE : null;
        }

        private static boolean endsBatch(BatchPublication.Failed failed) {
            return !(failed.publication() instanceof Publication.TooLarge);
        }

        @Override
        public BatchPublication await() {
            return new BatchPublication(added - failed.size(), failed);
        }
    }
}
