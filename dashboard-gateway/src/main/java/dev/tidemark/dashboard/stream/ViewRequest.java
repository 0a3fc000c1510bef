package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.Grant;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * The view that a request's parameters and headers ask for, of the tenant it may see. All throw
 * {@link dev.tidemark.contract.http.ProblemException}: 400 if a rule is broken, 403 for another's
 * tenant.
 */
public final class ViewRequest {

    private static final HeaderName TENANT = HeaderNames.create(Names.TENANT_HEADER);

    private ViewRequest() {}

    /** For a stream: it ends now. */
    static View stream(ServerRequest request, Windows windows) {
        return ViewParameters.parse(parameters(request), tenant(request), windows);
    }

    /** To be read once: it ends at this time (ms since the epoch), or has times of its own. */
    public static View once(ServerRequest request, Windows windows, long nowMs) {
        return ViewParameters.parseOnce(parameters(request), tenant(request), windows, nowMs);
    }

    /** To be read page by page: of fixed times. */
    public static View history(ServerRequest request, Windows windows, long nowMs) {
        return ViewParameters.parseHistory(parameters(request), tenant(request), windows, nowMs);
    }

    private static Parameters parameters(ServerRequest request) {
        return name -> request.query().all(name, List::of);
    }

    private static Optional<String> tenant(ServerRequest request) {
        Optional<String> header = request.headers().first(TENANT);
        return Grant.of(request).tenant(header.map(List::of).orElse(List.of()));
    }
}
