package dev.tidemark.ingest.http;

import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.EventSink;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.publish.BatchPublication;
import dev.tidemark.ingest.publish.EventBatch;
import dev.tidemark.ingest.publish.EventId;
import dev.tidemark.ingest.publish.Publication;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to Kafka: events are handed over as they are read, and waited for at the
 * end. Single use, not thread-safe.
 */
final class Batch implements EventSink {

    private final String tenant;
    private final @Nullable String idempotencyKey;
    private final long nowMs;
    private final int maxEvents;
    private final EventBatch events;
    private final BatchOutcome outcome = new BatchOutcome();
    private int next;

    /**
     * A batch of this tenant.
     *
     * @param idempotencyKey begins the ids of the events that have none; null for none
     * @param nowMs when they are accepted, ms since the epoch
     * @param events takes them to Kafka
     */
    Batch(
            String tenant,
            @Nullable String idempotencyKey,
            long nowMs,
            int maxEvents,
            EventBatch events) {
        this.tenant = tenant;
        this.idempotencyKey = idempotencyKey;
        this.nowMs = nowMs;
        this.maxEvents = maxEvents;
        this.events = events;
    }

    /** Hands events over to a batch. */
    @FunctionalInterface
    interface Source {

        /** Hands over what there is, while the sink is open; how it ends is told by the batch. */
        void readInto(EventSink sink) throws IOException;
    }

    /** Whose it is. */
    String tenant() {
        return tenant;
    }

    /** When its events are accepted, ms since the epoch. */
    long nowMs() {
        return nowMs;
    }

    /** The caller is about to wait for the client. */
    void rest() {
        events.rest();
    }

    /** Reads to the end, or to where it cannot go on; returns when every event's fate is known. */
    BatchOutcome run(EventReader reader) {
        return run(sink -> readAll(reader));
    }

    /** The same of events that are handed over. */
    BatchOutcome run(Source source) {
        readAll(source);
        BatchPublication publication = events.await();
        outcome.accepted(publication.accepted());
        publication.failed().forEach(failed -> fail(failed.index(), failed.publication()));
        return outcome;
    }

    private void readAll(EventReader reader) throws IOException {
        int index = 0;
        for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            if (index == maxEvents) {
                outcome.stopped(
                        index,
                        413,
                        Parsed.TOO_LARGE,
                        "a batch must have at most %d events".formatted(maxEvents));
                return;
            }
            take(index, parsed);
            index++;
            if (!isOpen()) {
                return;
            }
        }
    }

    private void readAll(Source source) {
        try {
            source.readInto(this);
        } catch (BoundedStream.TooLongException e) {
            outcome.stopped(next, 413, Parsed.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (FramedStream.TooSlowException e) {
            outcome.stopped(next, 408, FramedStream.TOO_SLOW, String.valueOf(e.getMessage()));
        } catch (EventReader.StoppedException e) {
            outcome.stopped(next, 400, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            outcome.stopped(next, 400, "bad_request", "the body cannot be read: " + e.getMessage());
        }
    }

    @Override
    public boolean isOpen() {
        return !outcome.isStopped();
    }

    @Override
    public void take(int index, Parsed parsed) {
        Duration pause = events.pause();
        if (pause != null) {
            outcome.stopped(
                    index,
                    BatchOutcome.OVERLOADED,
                    "Kafka takes less than is sent; the rest was not looked at",
                    pause);
            return;
        }
        takeOrRefuse(index, parsed);
        next = index + 1;
    }

    private void takeOrRefuse(int index, Parsed parsed) {
        switch (parsed) {
            case Parsed.Valid valid -> publish(index, valid);
            case Parsed.Invalid invalid -> outcome.refused(index, invalid);
        }
    }

    private void publish(int index, Parsed.Valid valid) {
        String clientId = valid.clientId();
        if (clientId == null && idempotencyKey != null) {
            clientId = idempotencyKey + '-' + index;
        }
        EventId id = EventId.of(clientId, valid.type(), nowMs);
        events.add(index, valid.toEvent(tenant, id.value(), nowMs), id.origin());
    }

    private void fail(int index, Publication publication) {
        switch (publication) {
            case Publication.Accepted() -> throw new IllegalStateException("accepted, and failed");
            case Publication.Overloaded(Duration retryAfter) ->
                    outcome.unavailable(
                            index,
                            BatchOutcome.OVERLOADED,
                            "Kafka takes less than is sent; the event was not accepted",
                            retryAfter);
            case Publication.Unavailable(String reason, Duration retryAfter) ->
                    outcome.unavailable(
                            index,
                            BatchOutcome.AWAY,
                            "Kafka did not acknowledge in time; the event may have been written",
                            retryAfter);
            case Publication.TooLarge() ->
                    outcome.refused(
                            index,
                            Parsed.TOO_LARGE,
                            "the event is larger than a record may be in Kafka");
        }
    }
}
