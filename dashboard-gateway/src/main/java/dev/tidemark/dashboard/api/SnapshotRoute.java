package dev.tidemark.dashboard.api;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.query.ViewSource;
import dev.tidemark.dashboard.stream.Body;
import dev.tidemark.dashboard.stream.BodyWriter;
import dev.tidemark.dashboard.stream.Hub;
import dev.tidemark.dashboard.stream.View;
import dev.tidemark.dashboard.stream.ViewRequest;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * {@code GET /dashboard/snapshot}: the body of the stream's events, once, as JSON. Thread-safe;
 * each request is one read.
 */
public final class SnapshotRoute implements Handler {

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
        View view = ViewRequest.once(request, windows, clock.millis());
        ViewAnswer answer = Reading.of(source.read(view.queryAt(clock.millis())));
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
}
