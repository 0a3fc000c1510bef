package dev.tidemark.ingest.http;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.ingest.publish.BatchPublication;
import dev.tidemark.ingest.publish.BatchPublisher;
import dev.tidemark.ingest.publish.EventBatch;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was given; every publication ends as it was told. */
final class FakePublisher implements EventPublisher, BatchPublisher {

    record Published(MetricEvent event, IdOrigin origin) {}

    private final List<Published> published = new CopyOnWriteArrayList<>();
    private volatile Publication outcome = new Publication.Accepted();
    private volatile int acceptedBefore;
    private volatile boolean forgetful;

    @Override
    public Publication publish(MetricEvent event, IdOrigin origin) {
        remember(event, origin);
        return outcome;
    }

    @Override
    public EventBatch begin() {
        return new FakeBatch();
    }

    /** Accepts so many, and ends all others so. */
    void endAfter(int accepted, Publication next) {
        acceptedBefore = accepted;
        outcome = next;
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
        public boolean isOpen() {
            return failed.stream().noneMatch(FakeBatch::endsBatch);
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
