package dev.tidemark.dashboard.api;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.query.QueryResult;
import dev.tidemark.dashboard.query.ViewSource;
import dev.tidemark.dashboard.stream.Body;
import dev.tidemark.dashboard.stream.BodyWriter;
import dev.tidemark.dashboard.stream.Hub;
import dev.tidemark.dashboard.stream.StreamRoute;
import dev.tidemark.dashboard.stream.View;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * {@code GET /dashboard/snapshot}: the body of the stream's events, once, as JSON. Thread-safe;
 * each request is one read.
 */
public final class SnapshotRoute implements Handler {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ViewSource source;
    private final Hub hub;
    private final Windows windows;
    private final Clock clock;

    /**
     * Reads from a source and owns nothing.
     *
     * @param hub knows how many streams a tenant has
     */
    public SnapshotRoute(ViewSource source, Hub hub, Windows windows, Clock clock) {
        this.source = source;
        this.hub = hub;
        this.windows = windows;
        this.clock = clock;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        View view = StreamRoute.view(request, windows);
        ViewAnswer answer = answer(source.read(view.queryAt(clock.millis())));
        Body body =
                new Body(
                        view,
                        answer,
                        hub.clients(view.tenant()),
                        clock.millis(),
                        false,
                        OptionalLong.of(0));
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(BodyWriter.write(body));
    }

    private static ViewAnswer answer(QueryResult result) {
        return switch (result) {
            case QueryResult.Answered(ViewAnswer answer) -> answer;
            case QueryResult.Failed(QueryFailure failure, String detail) ->
                    throw new ProblemException(problem(failure, detail));
            case QueryResult.Unreachable(String detail) -> throw unavailable(detail);
        };
    }

    private static Problem problem(QueryFailure failure, String detail) {
        return switch (failure) {
            case NOT_OWNER, NOT_READY -> Problem.unavailable(failure.code(), detail, RETRY_AFTER);
            case UNKNOWN_WINDOW -> Problem.invalidParameter("window", detail);
            case BAD_QUERY -> Problem.of(500, failure.code(), detail);
        };
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(
                Problem.unavailable("aggregator_unreachable", detail, RETRY_AFTER));
    }
}
