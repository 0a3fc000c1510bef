package dev.tidemark.ingest.http;

import com.github.luben.zstd.ZstdInputStream;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.http.UnreadBody;
import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.TrackParser;
import dev.tidemark.ingest.limit.Gate;
import dev.tidemark.ingest.publish.BatchPublisher;
import dev.tidemark.ingest.publish.EventMeters;
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
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * {@code POST /metrics/batch}: takes many events, as a JSON array or NDJSON, plain, gzip or zstd,
 * and answers for each that was not kept. 200 means that Kafka has acknowledged all others.
 *
 * <p>The body is read as a stream: what a request holds is bounded whatever its size. Thread-safe.
 */
public final class BatchRoute implements HttpService {

    private static final String PATH = "/metrics/batch";
    private static final String ARRAY = "application/json";
    private static final String LINES = "application/x-ndjson";

    /** 2^23 bytes: a larger window need not be supported (RFC 8878, 3.1.1.1.2), and is held. */
    private static final int MAX_ZSTD_WINDOW_LOG = 23;

    private final TrackParser parser;
    private final BatchPublisher publisher;
    private final EventMeters meters;
    private final Gate gate;
    private final BatchSettings settings;
    private final Clock clock;

    /** Judges with this parser, writes with this publisher, behind this gate; owns none. */
    public BatchRoute(
            TrackParser parser,
            BatchPublisher publisher,
            EventMeters meters,
            Gate gate,
            BatchSettings settings,
            Clock clock) {
        this.parser = parser;
        this.publisher = publisher;
        this.meters = meters;
        this.gate = gate;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::take)
                .any(PATH, (request, response) -> TrackRoute.refuseMethod(PATH, request, response));
    }

    private void take(ServerRequest request, ServerResponse response) {
        RequestBody body = new RequestBody(request, gate.bodyTimeout());
        try {
            BatchOutcome outcome = run(request, body);
            meters.refused(outcome.refusedCount());
            answer(outcome, request, body, response);
        } catch (ProblemException e) {
            if (body.isAbandoned()) {
                UnreadBody.refuseAndClose(request, response, e.problem(), body::open);
            }
            throw e;
        }
    }

    private BatchOutcome run(ServerRequest request, RequestBody body) {
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
            BatchOutcome outcome = run(batch, request, body, nowMs);
            events = outcome.events();
            return outcome;
        } finally {
            meters.batch(events, System.nanoTime() - begin);
            pass.leave(events, body.bytesRead());
        }
    }

    private BatchOutcome run(Batch batch, ServerRequest request, RequestBody body, long nowMs) {
        boolean lines = isLines(request, body);
        String encoding = encodingOf(request, body);
        try (BoundedStream in =
                new BoundedStream(decoded(encoding, body.open()), settings.maxBytes())) {
            return batch.run(
                    lines
                            ? EventReader.ofLines(in, parser, nowMs, RequestBody.MAX_BYTES)
                            : EventReader.ofArray(in, parser, nowMs, RequestBody.MAX_BYTES));
        } catch (FramedStream.TooSlowException e) {
            return BatchOutcome.unread(408, FramedStream.TOO_SLOW, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return BatchOutcome.unread(400, "bad_request", "the body is not " + encoding);
        }
    }

    private static boolean isLines(ServerRequest request, RequestBody body) {
        String type = RequestBody.mediaType(request);
        if (!type.equals(LINES) && !type.equals(ARRAY)) {
            throw body.refuseUnread(
                    Problem.of(
                            415,
                            "unsupported_media_type",
                            "the header Content-Type must be %s or %s".formatted(ARRAY, LINES)));
        }
        return type.equals(LINES);
    }

    private static String encodingOf(ServerRequest request, RequestBody body) {
        String encoding =
                request.headers()
                        .first(HeaderNames.CONTENT_ENCODING)
                        .orElse("identity")
                        .toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "gzip", "zstd" -> encoding;
            case "x-gzip" -> "gzip";
            default ->
                    throw body.refuseUnread(
                            Problem.of(
                                    415,
                                    "unsupported_media_type",
                                    "the header Content-Encoding must be gzip or zstd"));
        };
    }

    private static InputStream decoded(String encoding, InputStream in) throws IOException {
        return switch (encoding) {
            case "gzip" ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
            case "zstd" -> new ZstdInputStream(in).setLongMax(MAX_ZSTD_WINDOW_LOG);
            default -> in;
        };
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
