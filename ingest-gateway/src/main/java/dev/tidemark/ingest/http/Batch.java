package dev.tidemark.ingest.http;

import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.publish.EventId;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.Publication;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to Kafka: events are handed over as they are read, and waited for at the
 * end. Single use, not thread-safe.
 */
final class Batch {

    private final String tenant;
    private final @Nullable String idempotencyKey;
    private final long nowMs;
    private final int maxEvents;
    private final EventPublisher publisher;
    private final BatchOutcome outcome = new BatchOutcome();
    private final List<Pending> pending = new ArrayList<>();

    /** An event that was handed over. */
    private record Pending(int index, CompletableFuture<Publication> fate) {}

    /**
     * A batch of this tenant.
     *
     * @param idempotencyKey begins the ids of the events that have none; null for none
     * @param nowMs when they are accepted, ms since the epoch
     */
    Batch(
            String tenant,
            @Nullable String idempotencyKey,
            long nowMs,
            int maxEvents,
            EventPublisher publisher) {
        this.tenant = tenant;
        this.idempotencyKey = idempotencyKey;
        this.nowMs = nowMs;
        this.maxEvents = maxEvents;
        this.publisher = publisher;
    }

    /** Reads to the end, or to where it cannot go on; returns when every event's fate is known. */
    BatchOutcome run(EventReader events) {
        readAll(events);
        pending.forEach(event -> settle(event.index(), event.fate().join()));
        return outcome;
    }

    private void readAll(EventReader events) {
        int index = 0;
        try {
            for (Parsed parsed = events.next(); parsed != null; parsed = events.next()) {
                if (index == maxEvents) {
                    outcome.stopped(
                            index,
                            413,
                            Parsed.TOO_LARGE,
                            "a batch must have at most %d events".formatted(maxEvents));
                    return;
                }
                if (!take(index, parsed)) {
                    return;
                }
                index++;
            }
        } catch (BoundedStream.TooLongException e) {
            outcome.stopped(index, 413, Parsed.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (EventReader.StoppedException e) {
            outcome.stopped(index, 400, Parsed.INVALID_JSON, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            outcome.stopped(
                    index, 400, "bad_request", "the body cannot be read: " + e.getMessage());
        }
    }

    /** Whether to go on: while there is no room, each further event would wait for it in vain. */
    private boolean take(int index, Parsed parsed) {
        return switch (parsed) {
            case Parsed.Invalid(String code, List<FieldError> errors) -> {
                outcome.refused(
                        index,
                        code,
                        errors.stream()
                                .map(FieldError::toString)
                                .collect(Collectors.joining("; ")));
                yield true;
            }
            case Parsed.Valid valid -> publish(index, valid);
        };
    }

    private boolean publish(int index, Parsed.Valid valid) {
        String clientId = valid.clientId();
        if (clientId == null && idempotencyKey != null) {
            clientId = idempotencyKey + '-' + index;
        }
        EventId id = EventId.of(clientId, valid.type(), nowMs);
        CompletableFuture<Publication> fate =
                publisher.publishLater(valid.toEvent(tenant, id.value(), nowMs), id.origin());
        pending.add(new Pending(index, fate));
        boolean stuck =
                fate.isDone()
                        && (fate.join() instanceof Publication.Overloaded
                                || fate.join() instanceof Publication.Unavailable);
        if (stuck) {
            outcome.stopped(
                    index + 1,
                    503,
                    BatchOutcome.OVERLOADED,
                    "Kafka takes less than is sent; the rest was not looked at");
        }
        return !stuck;
    }

    private void settle(int index, Publication publication) {
        switch (publication) {
            case Publication.Accepted() -> outcome.accepted();
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
