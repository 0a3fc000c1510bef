package dev.tidemark.ingest.http;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.ingest.limit.Gate;
import dev.tidemark.ingest.otlp.OtlpFormat;
import dev.tidemark.ingest.otlp.OtlpParser;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /v1/metrics}: OTLP over HTTP, protobuf or JSON, plain, gzip or zstd. 200 means that
 * Kafka has acknowledged every data point that the answer does not call rejected.
 *
 * <p>The body is held while it is read, and the gate knows how much that is, as it grows.
 * Thread-safe.
 */
public final class OtlpRoute implements HttpService {

    /** Where exporters send metrics if they are told a base address only. */
    public static final String PATH = "/v1/metrics";

    private static final List<String> MEDIA_TYPES =
            Arrays.stream(OtlpFormat.values()).map(OtlpFormat::mediaType).toList();

    private final OtlpParser parser;
    private final BatchIntake intake;

    /** Judges with this parser, takes with this intake; owns neither. */
    public OtlpRoute(OtlpParser parser, BatchIntake intake) {
        this.parser = parser;
        this.intake = intake;
    }

    /**
     * To be mounted before the guard: from here on, refusals are written as OTLP wants them, if the
     * request tells a format of OTLP.
     */
    public static void speakOtlp(ServerRequest request, ServerResponse response) {
        formatOf(request).ifPresent(format -> new OtlpStatus(format).attachTo(request));
        response.next();
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::take)
                .any(PATH, (request, response) -> TrackRoute.refuseMethod(PATH, request, response));
    }

    private static Optional<OtlpFormat> formatOf(ServerRequest request) {
        return OtlpFormat.of(RequestBody.mediaType(request));
    }

    private void take(ServerRequest request, ServerResponse response) {
        intake.take(
                request,
                response,
                (batch, body, pass) -> run(batch, request, body, pass),
                (outcome, body) -> answer(outcome, request, response));
    }

    private BatchOutcome run(Batch batch, ServerRequest request, RequestBody body, Gate.Pass pass)
            throws IOException {
        OtlpFormat format =
                formatOf(request)
                        .orElseThrow(
                                () -> body.refuseUnread(RequestBody.unsupportedType(MEDIA_TYPES)));
        HeldBody held = read(BodyCoding.of(request, body), body, pass);
        intake.requireTurn(body, true);
        return batch.run(
                sink -> parser.read(held.bytes(), held.length(), format, batch.nowMs(), sink));
    }

    private HeldBody read(BodyCoding coding, RequestBody body, Gate.Pass pass) {
        long maxBytes = intake.settings().maxBytes();
        try (BoundedStream in = new BoundedStream(coding.decoded(body.open()), maxBytes)) {
            return HeldBody.read(in, maxBytes, body, pass);
        } catch (FramedStream.TooSlowException e) {
            throw body.abandon(Problem.of(408, FramedStream.TOO_SLOW, told(e)));
        } catch (BoundedStream.TooLongException e) {
            throw body.abandon(Problem.of(413, "payload_too_large", told(e)));
        } catch (IOException e) {
            throw body.abandon(
                    Problem.of(
                            400,
                            "bad_request",
                            "the body cannot be read as %s: %s".formatted(coding, told(e))));
        }
    }

    private static String told(IOException e) {
        return String.valueOf(e.getMessage());
    }

    private static String told(BatchOutcome.Refusal cause, BatchOutcome outcome) {
        int accepted = outcome.events() - outcome.refusedCount();
        return accepted == 0
                ? cause.message()
                : "%s; %d events before that are kept".formatted(cause.message(), accepted);
    }

    private static void answer(
            BatchOutcome outcome, ServerRequest request, ServerResponse response) {
        if (outcome.status() >= 400) {
            BatchOutcome.Refusal cause = outcome.cause();
            throw new ProblemException(
                    new Problem(
                            outcome.status(),
                            cause.code(),
                            told(cause, outcome),
                            List.of(),
                            outcome.retryAfter()));
        }
        OtlpFormat format = formatOf(request).orElseThrow();
        response.header(HeaderNames.CONTENT_TYPE, format.mediaType())
                .send(OtlpAnswer.of(outcome).write(format));
    }
}
