package dev.tidemark.dashboard.api;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.query.ViewSource;
import dev.tidemark.dashboard.stream.Span;
import dev.tidemark.dashboard.stream.View;
import dev.tidemark.dashboard.stream.ViewParameters;
import dev.tidemark.dashboard.stream.ViewRequest;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;

/**
 * {@code GET /api/series}: the windows of a time, page by page, the oldest first. Thread-safe; each
 * request is one read, bounded in windows and time.
 */
public final class SeriesRoute implements Handler {

    private static final int DEFAULT_LIMIT = 500;

    private final ViewSource source;
    private final Windows windows;
    private final Clock clock;

    /** Reads from a source and owns nothing. */
    public SeriesRoute(ViewSource source, Windows windows, Clock clock) {
        this.source = source;
        this.windows = windows;
        this.clock = clock;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        View view = ViewRequest.history(request, windows, clock.millis());
        Span wanted = wanted(request, view);
        Span told = wanted.first(limit(request), view.window());
        ViewAnswer answer = Reading.of(source.read(view.queryOf(told)));
        SeriesPage page = new SeriesPage(view, told, wanted.after(told), answer, clock.millis());
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(SeriesWriter.write(page));
    }

    private static Span wanted(ServerRequest request, View view) {
        String written = request.query().first("cursor").orElse("");
        return written.isEmpty()
                ? view.span().orElseThrow()
                : Cursor.parse(written, view.window())
                        .map(Cursor::rest)
                        .orElseThrow(
                                () ->
                                        refused(
                                                "cursor",
                                                "must be the next of a page of the same window"));
    }

    private static int limit(ServerRequest request) {
        String written = request.query().first("limit").orElse("");
        try {
            int limit = written.isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(written);
            if (limit >= 1 && limit <= ViewParameters.MAX_BUCKETS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // No number at all: the same rule.
        }
        throw refused("limit", "must be a whole number from 1 to " + ViewParameters.MAX_BUCKETS);
    }

    private static ProblemException refused(String parameter, String rule) {
        return new ProblemException(Problem.invalidParameter(parameter, rule));
    }
}
