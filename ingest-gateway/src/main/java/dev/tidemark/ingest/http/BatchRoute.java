package dev.tidemark.ingest.http;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.UnreadBody;
import dev.tidemark.ingest.format.EventParser;
import dev.tidemark.ingest.format.EventParsers;
import dev.tidemark.ingest.format.EventReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * {@code POST /metrics/batch}: takes many events, as a JSON array, NDJSON or a batch of
 * CloudEvents, plain, gzip or zstd, and answers for each that was not kept. 200 means that Kafka
 * has acknowledged all others.
 *
 * <p>The body is read as a stream: what a request holds is bounded whatever its size. Thread-safe.
 */
public final class BatchRoute implements HttpService {

    private static final String PATH = "/metrics/batch";
    private static final String ARRAY = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

    private final EventParsers parsers;
    private final BatchIntake intake;

    /** Judges with these parsers, takes with this intake; owns neither. */
    public BatchRoute(EventParsers parsers, BatchIntake intake) {
        this.parsers = parsers;
        this.intake = intake;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::take)
                .any(PATH, (request, response) -> TrackRoute.refuseMethod(PATH, request, response));
    }

    private void take(ServerRequest request, ServerResponse response) {
        intake.take(
                request,
                response,
                (batch, body, pass) -> run(batch, request, body),
                (outcome, body) -> answer(outcome, request, body, response));
    }

    @FunctionalInterface
    private interface Opening {
        EventReader open(InputStream in, EventParser parser, long nowMs, int maxEventBytes);
    }

    private BatchOutcome run(Batch batch, ServerRequest request, RequestBody body)
            throws IOException {
        String type = RequestBody.mediaType(request);
        EventParser parser = type.equals(CLOUD_EVENTS) ? parsers.cloudEvents() : parsers.own();
        Opening reader =
                switch (type) {
                    case ARRAY, CLOUD_EVENTS -> EventReader::ofArray;
                    case LINES -> EventReader::ofLines;
                    default ->
                            throw body.refuseUnread(
                                    RequestBody.unsupportedType(
                                            List.of(ARRAY, LINES, CLOUD_EVENTS)));
                };
        BodyCoding coding = BodyCoding.of(request, body);
        ReadAhead ahead =
                new ReadAhead(
                        body.open(), body.announcedBytes(), RequestBody.MAX_BYTES, batch::rest);
        intake.requireTurn(body, ahead.begin());
        try (BoundedStream in =
                new BoundedStream(coding.decoded(ahead), intake.settings().maxBytes())) {
            return batch.run(reader.open(in, parser, batch.nowMs(), RequestBody.MAX_BYTES));
        }
    }

    private static void answer(
            BatchOutcome outcome,
            ServerRequest request,
            RequestBody body,
            ServerResponse response) {
        response.status(Status.create(outcome.status()))
                .header(
                        HeaderNames.CONTENT_TYPE,
                        outcome.status() < 400 ? ARRAY : Problem.MEDIA_TYPE);
        Duration retryAfter = outcome.retryAfter();
        if (retryAfter != null) {
            response.header(
                    HeaderNames.RETRY_AFTER, Long.toString(Problem.wholeSeconds(retryAfter)));
        }
        if (outcome.status() < 400) {
            response.send(outcome.toJson());
            return;
        }
        // What is left of the body would be taken for the next request.
        response.header(HeaderValues.CONNECTION_CLOSE).send(outcome.toJson());
        UnreadBody.discard(request, body::open);
        throw new CloseConnectionException("stopped before the end of its body");
    }
}
