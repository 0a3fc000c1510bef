package dev.tidemark.ingest.http;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.auth.Grant;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.http.UnreadBody;
import dev.tidemark.ingest.format.EventParser;
import dev.tidemark.ingest.format.EventParsers;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.limit.Gate;
import dev.tidemark.ingest.publish.EventId;
import dev.tidemark.ingest.publish.EventMeters;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.Publication;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /metrics/track}: takes one event, or one CloudEvent, and answers 200 once Kafka has
 * acknowledged it.
 *
 * <p>After a 503 the event's fate may be unknown: it may have been written although nobody said so.
 * A client that sends it again is counted once if it gave the event an id of its own. Thread-safe.
 */
public final class TrackRoute implements HttpService {

    private static final String PATH = "/metrics/track";
    private static final String JSON = "application/json";
    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final List<String> MEDIA_TYPES = List.of(JSON, CLOUD_EVENT);
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");

    /** Leaves room for an index in an id, which has 128. */
    private static final int MAX_IDEMPOTENCY_KEY = 100;

    private static final HeaderName TENANT = HeaderNames.create(Names.TENANT_HEADER);

    private final Map<String, EventParser> parsers;
    private final EventPublisher publisher;
    private final EventMeters meters;
    private final Gate gate;
    private final Clock clock;

    /** Judges with these parsers, writes with this publisher, behind this gate; owns none. */
    public TrackRoute(
            EventParsers parsers,
            EventPublisher publisher,
            EventMeters meters,
            Gate gate,
            Clock clock) {
        this.parsers = Map.of(JSON, parsers.own(), CLOUD_EVENT, parsers.cloudEvents());
        this.publisher = publisher;
        this.meters = meters;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::track)
                .any(PATH, (request, response) -> refuseMethod(PATH, request, response));
    }

    private void track(ServerRequest request, ServerResponse response) {
        RequestBody body = new RequestBody(request, gate.bodyTimeout());
        try {
            byte[] answer = pass(request, body).toJson();
            response.header(HeaderNames.CONTENT_TYPE, JSON).send(answer);
        } catch (ProblemException e) {
            if (e.problem().status() < 500) {
                meters.refused(1);
            }
            if (body.isAbandoned()) {
                UnreadBody.refuseAndClose(request, response, e.problem(), body::open);
            }
            throw e;
        }
    }

    private TrackAnswer pass(ServerRequest request, RequestBody body) {
        String tenant = tenantOf(request);
        Gate.Pass pass = enter(gate, tenant, body);
        long nowMs = clock.millis();
        try {
            byte[] event = body.read(MEDIA_TYPES);
            Parsed parsed = parserOf(request).parse(event, nowMs);
            return accept(parsed, tenant, idempotencyKeyOf(request, body), nowMs);
        } finally {
            pass.leave(1, body.bytesRead());
        }
    }

    /**
     * Asks the gate before anything is read.
     *
     * @throws ProblemException 429 or 503 if it does not let the request in
     */
    static Gate.Pass enter(Gate gate, String tenant, RequestBody body) {
        return switch (gate.enter(tenant, body.announcedBytes())) {
            case Gate.Entry.Admitted(Gate.Pass pass) -> pass;
            case Gate.Entry.Refused(Problem problem) -> throw body.refuseUnread(problem);
        };
    }

    private EventParser parserOf(ServerRequest request) {
        return Objects.requireNonNull(
                parsers.get(RequestBody.mediaType(request)), "a media type that was refused");
    }

    private TrackAnswer accept(
            Parsed parsed, String tenant, @Nullable String idempotencyKey, long nowMs) {
        Parsed judged =
                Names.isTenant(tenant)
                        ? parsed
                        : parsed.and(new FieldError(TENANT.defaultCase(), Names.TENANT_RULE));
        return switch (judged) {
            case Parsed.Invalid(String code, List<FieldError> errors) ->
                    throw new ProblemException(Problem.invalid(code, errors));
            case Parsed.Valid valid -> publish(valid, tenant, idempotencyKey, nowMs);
        };
    }

    private TrackAnswer publish(
            Parsed.Valid valid, String tenant, @Nullable String idempotencyKey, long nowMs) {
        String clientId = valid.clientId() == null ? idempotencyKey : valid.clientId();
        EventId id = EventId.of(clientId, valid.type(), nowMs);
        MetricEvent event = valid.toEvent(tenant, id.value(), nowMs);
        return switch (publisher.publish(event, id.origin())) {
            case Publication.Accepted() -> new TrackAnswer(id.value(), valid.ignored());
            case Publication.Overloaded(Duration retryAfter) ->
                    throw unavailable(
                            "overloaded",
                            "Kafka takes less than is sent; the event was not accepted",
                            retryAfter);
            case Publication.Unavailable(String reason, Duration retryAfter) ->
                    throw unavailable(
                            "kafka_unavailable",
                            "Kafka did not acknowledge in time; the event may have been written",
                            retryAfter);
            case Publication.TooLarge() ->
                    throw new ProblemException(
                            Problem.of(
                                    413,
                                    "payload_too_large",
                                    "the event is larger than a record may be in Kafka"));
        };
    }

    /**
     * The key's tenant, or the header's value, which is no tenant's name if the header came more
     * than once.
     */
    static String tenantOf(ServerRequest request) {
        List<String> values = request.headers().values(TENANT);
        List<String> asked = values.isEmpty() ? List.of() : List.of(String.join(",", values));
        return Grant.of(request).tenant(asked).orElse(Names.DEFAULT_TENANT);
    }

    /**
     * What the client names a request by that it may send again; null if it does not.
     *
     * @throws ProblemException 400 if it is too long or not visible ASCII
     */
    static @Nullable String idempotencyKeyOf(ServerRequest request, RequestBody body) {
        List<String> values = request.headers().values(IDEMPOTENCY_KEY);
        if (values.isEmpty()) {
            return null;
        }
        String key = String.join(",", values);
        if (key.isEmpty()
                || key.length() > MAX_IDEMPOTENCY_KEY
                || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw body.refuseUnread(
                    Problem.invalidParameter(
                            IDEMPOTENCY_KEY.defaultCase(),
                            "must be 1 to %d visible ASCII characters"
                                    .formatted(MAX_IDEMPOTENCY_KEY)));
        }
        return key;
    }

    private static ProblemException unavailable(String code, String detail, Duration retryAfter) {
        return new ProblemException(Problem.unavailable(code, detail, retryAfter));
    }

    /** Answers 405. */
    static void refuseMethod(String path, ServerRequest request, ServerResponse response) {
        UnreadBody.refuse(
                request,
                response.header(HeaderNames.ALLOW, "POST"),
                Problem.of(405, "method_not_allowed", "%s answers POST only".formatted(path)));
    }
}
