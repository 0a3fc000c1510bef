package dev.tidemark.ingest.http;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.ingest.format.Parsed;
import dev.tidemark.ingest.format.TrackParser;
import dev.tidemark.ingest.publish.EventMeters;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.MetricIds;
import dev.tidemark.ingest.publish.Publication;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * {@code POST /metrics/track}: takes one event, and answers 200 once Kafka has acknowledged it.
 *
 * <p>After a 503 the event's fate may be unknown: it may have been written although nobody said so.
 * A client that sends it again is counted once if it gave the event an id of its own. Thread-safe.
 */
public final class TrackRoute implements HttpService {

    private static final String PATH = "/metrics/track";
    private static final HeaderName TENANT = HeaderNames.create(Names.TENANT_HEADER);

    private final TrackParser parser;
    private final EventPublisher publisher;
    private final EventMeters meters;
    private final Clock clock;

    /** Judges with this parser, writes with this publisher; owns neither. */
    public TrackRoute(
            TrackParser parser, EventPublisher publisher, EventMeters meters, Clock clock) {
        this.parser = parser;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::track).any(PATH, TrackRoute::refuseMethod);
    }

    private void track(ServerRequest request, ServerResponse response) {
        RequestBody body = new RequestBody(request);
        try {
            byte[] answer = accept(body.read(), tenantOf(request)).toJson();
            response.header(HeaderNames.CONTENT_TYPE, "application/json").send(answer);
        } catch (ProblemException e) {
            if (e.problem().status() < 500) {
                meters.refused();
            }
            if (body.isAbandoned()) {
                refuseAndClose(body, response, e.problem());
            }
            throw e;
        }
    }

    private TrackAnswer accept(byte[] body, String tenant) {
        long nowMs = clock.millis();
        Parsed parsed = parser.parse(body, nowMs);
        if (!Names.isTenant(tenant)) {
            parsed = parsed.and(new FieldError(TENANT.defaultCase(), Names.TENANT_RULE));
        }
        return switch (parsed) {
            case Parsed.Invalid(String code, List<FieldError> errors) ->
                    throw new ProblemException(Problem.invalid(code, errors));
            case Parsed.Valid valid -> publish(valid, tenant, nowMs);
        };
    }

    private TrackAnswer publish(Parsed.Valid valid, String tenant, long nowMs) {
        String clientId = valid.clientId();
        IdOrigin origin = clientId == null ? IdOrigin.GATEWAY : IdOrigin.CLIENT;
        String id = clientId == null ? MetricIds.next(valid.type(), nowMs) : clientId;
        MetricEvent event = valid.toEvent(tenant, id, nowMs);
        return switch (publisher.publish(event, origin)) {
            case Publication.Accepted() -> new TrackAnswer(id, valid.ignored());
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

    /** The header's value; one that is no tenant's name if the header came more than once. */
    private static String tenantOf(ServerRequest request) {
        List<String> values = request.headers().values(TENANT);
        return values.isEmpty() ? Names.DEFAULT_TENANT : String.join(",", values);
    }

    private static ProblemException unavailable(String code, String detail, Duration retryAfter) {
        return new ProblemException(Problem.unavailable(code, detail, retryAfter));
    }

    /** The header alone does not make Helidon close; it would take the rest for a request. */
    private static void refuseAndClose(RequestBody body, ServerResponse response, Problem problem) {
        ServiceServer.send(response.header(HeaderValues.CONNECTION_CLOSE), problem);
        body.discardRest();
        throw new CloseConnectionException("refused before the end of its body");
    }

    private static void refuseMethod(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.ALLOW, "POST");
        RequestBody body = new RequestBody(request);
        ProblemException refusal =
                body.refuseUnread(
                        Problem.of(
                                405, "method_not_allowed", "%s answers POST only".formatted(PATH)));
        if (body.isAbandoned()) {
            refuseAndClose(body, response, refusal.problem());
        }
        throw refusal;
    }
}
