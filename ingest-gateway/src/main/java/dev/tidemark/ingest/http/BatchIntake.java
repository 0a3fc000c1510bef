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

/**
 * What all routes that take many events do around the reading of them: it asks the gate, charges
 * the tenant, and counts. Thread-safe.
 */
public final class BatchIntake {

    private final BatchPublisher publisher;
    private final EventMeters meters;
    private final Gate gate;
    private final BatchSettings settings;
    private final Clock clock;

    /** Writes with this publisher, behind this gate; owns none. */
    public BatchIntake(
            BatchPublisher publisher,
            EventMeters meters,
            Gate gate,
            BatchSettings settings,
            Clock clock) {
        this.publisher = publisher;
        this.meters = meters;
        this.gate = gate;
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
         * @param nowMs when it was let in, ms since the epoch
         * @throws ProblemException if the request is refused as a whole
         * @throws FramedStream.TooSlowException if the body did not come in its time
         * @throws IOException if the body is not what it is said to be
         */
        BatchOutcome read(Batch batch, RequestBody body, Gate.Pass pass, long nowMs)
                throws IOException;
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
            BatchOutcome outcome = run(request, body, reading);
            meters.refused(outcome.refusedCount());
            answer.send(outcome, body);
        } catch (ProblemException e) {
            if (body.isAbandoned()) {
                UnreadBody.refuseAndClose(request, response, e.problem(), body::open);
            }
            throw e;
        }
    }

    private BatchOutcome run(ServerRequest request, RequestBody body, Reading reading) {
        String tenant = TrackRoute.tenantOf(request);
        if (!Names.isTenant(tenant)) {
            throw body.refuseUnread(
                    Problem.invalidParameter(Names.TENANT_HEADER, Names.TENANT_RULE));
        }
        long nowMs = clock.millis();
        Batch batch =
                new Batch(
                        tenant,
                        TrackRoute.idempotencyKeyOf(request, body),
                        nowMs,
                        settings.maxEvents(),
                        publisher.begin());
        Gate.Pass pass = TrackRoute.enter(gate, tenant, request, body);
        long begin = System.nanoTime();
        int events = 0;
        try {
            BatchOutcome outcome = read(batch, body, pass, nowMs, reading);
            events = outcome.events();
            return outcome;
        } finally {
            meters.batch(events, System.nanoTime() - begin);
            pass.leave(events, body.bytesRead());
        }
    }

    private static BatchOutcome read(
            Batch batch, RequestBody body, Gate.Pass pass, long nowMs, Reading reading) {
        try {
            return reading.read(batch, body, pass, nowMs);
        } catch (FramedStream.TooSlowException e) {
            return BatchOutcome.unread(408, FramedStream.TOO_SLOW, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return BatchOutcome.unread(
                    400, "bad_request", "the body is not as it says: " + e.getMessage());
        }
    }
}
