package dev.tidemark.ingest.http;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.Publication;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was given; every publication ends as it was told. */
final class FakePublisher implements EventPublisher {

    record Published(MetricEvent event, IdOrigin origin) {}

    private final List<Published> published = new CopyOnWriteArrayList<>();
    private volatile Publication outcome = new Publication.Accepted();
    private volatile int acceptedBefore;

    @Override
    public Publication publish(MetricEvent event, IdOrigin origin) {
        published.add(new Published(event, origin));
        return outcome;
    }

    @Override
    public CompletableFuture<Publication> publishLater(MetricEvent event, IdOrigin origin) {
        Publication fate = published.size() < acceptedBefore ? new Publication.Accepted() : outcome;
        published.add(new Published(event, origin));
        return CompletableFuture.completedFuture(fate);
    }

    /** Accepts so many, and ends all others so. */
    void endAfter(int accepted, Publication next) {
        acceptedBefore = accepted;
        outcome = next;
    }

    void endWith(Publication next) {
        outcome = next;
    }

    List<Published> published() {
        return published;
    }
}
