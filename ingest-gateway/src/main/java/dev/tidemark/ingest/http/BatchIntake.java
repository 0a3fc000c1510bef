package dev.tidemark.ingest.http;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.http.UnreadBody;
import dev.tidemark.ingest.limit.Gate;
import dev.tidemark.ingest.publish.BatchPublisher;
import dev.tidemark.ingest.publish.EventMeters;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all routes that take many events do around the reading of them: it asks the gate, charges
 * the tenant, and counts. Thread-safe.
 */
public final class BatchIntake {

    private final BatchPublisher publisher;
    private final EventMeters meters;
    private final Gate gate;
    private final Workers workers;
    private final BatchSettings settings;
    private final Clock clock;

    /** Writes with this publisher, behind this gate, on these threads; owns none. */
    public BatchIntake(
            BatchPublisher publisher,
            EventMeters meters,
            Gate gate,
            Workers workers,
            BatchSettings settings,
            Clock clock) {
        this.publisher = publisher;
        this.meters = meters;
        this.gate = gate;
        this.workers = workers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Bounds of one batch. */
    BatchSettings settings() {
        return settings;
    }

    /** The reading of one request that was let in. */
    @FunctionalInterface
    interface Reading {

        /**
         * Runs the batch over the body.
         *
         * @throws ProblemException if the request is refused as a whole
         * @throws FramedStream.TooSlowException if the body did not come in its time
         * @throws IOException if the body is not what it is said to be
         */
        BatchOutcome read(Batch batch, RequestBody body, Gate.Pass pass) throws IOException;
    }

    /** What is told of a batch that was read. */
    @FunctionalInterface
    interface Answer {

        /** Sends it. */
        void send(BatchOutcome outcome, RequestBody body);
    }

    /**
     * Takes one request.
     *
     * @throws ProblemException if it is refused as a whole, and its connection can be used again
     */
    void take(ServerRequest request, ServerResponse response, Reading reading, Answer answer) {
        RequestBody body = new RequestBody(request, gate.bodyTimeout());
        try {
            Batch batch = begin(request, body);
            Problem refusal = refusal();
            if (refusal != null) {
                throw body.refuseUnread(refusal);
            }
            Gate.Pass pass = TrackRoute.enter(gate, batch.tenant(), body);
            workers.run(() -> answer.send(run(batch, body, pass, reading), body));
        } catch (ProblemException e) {
            if (body.isAbandoned()) {
                UnreadBody.refuseAndClose(request, response, e.problem(), body::open);
            }
            throw e;
        }
    }

    /**
     * To be asked when a first piece of the body is there, and nothing is done with it: it may have
     * taken its time to come.
     *
     * @throws ProblemException 503 if it would wait too long for its turn
     */
    void requireTurn(RequestBody body, boolean isWhole) {
        Problem refusal = refusal();
        if (refusal != null) {
            throw isWhole ? new ProblemException(refusal) : body.abandon(refusal);
        }
    }

    private @Nullable Problem refusal() {
        Duration backlog = publisher.backlog();
        return backlog.compareTo(settings.maxWait()) <= 0
                ? null
                : Problem.retryLater(
                        503,
                        "overloaded",
                        "a batch would wait %d ms for its turn".formatted(backlog.toMillis()),
                        backlog);
    }

    private Batch begin(ServerRequest request, RequestBody body) {
        String tenant = TrackRoute.tenantOf(request);
        if (!Names.isTenant(tenant)) {
            throw body.refuseUnread(
                    Problem.invalidParameter(Names.TENANT_HEADER, Names.TENANT_RULE));
        }
        return new Batch(
                tenant,
                TrackRoute.idempotencyKeyOf(request, body),
                clock.millis(),
                settings.maxEvents(),
                publisher.begin());
    }

    private BatchOutcome run(Batch batch, RequestBody body, Gate.Pass pass, Reading reading) {
        long begin = System.nanoTime();
        int events = 0;
        try {
            BatchOutcome outcome = read(batch, body, pass, reading);
            events = outcome.events();
            meters.refused(outcome.refusedCount());
            return outcome;
        } finally {
            batch.rest();
            meters.batch(events, System.nanoTime() - begin);
            pass.leave(events, body.bytesRead());
        }
    }

    private static BatchOutcome read(
            Batch batch, RequestBody body, Gate.Pass pass, Reading reading) {
        try {
            return reading.read(batch, body, pass);
        } catch (FramedStream.TooSlowException e) {
            return BatchOutcome.unread(408, FramedStream.TOO_SLOW, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return BatchOutcome.unread(
                    400, "bad_request", "the body is not as it says: " + e.getMessage());
        }
    }
}
