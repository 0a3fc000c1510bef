package dev.tidemark.contract.http;

import dev.tidemark.contract.Names;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/**
 * Tells browsers whose pages may post events here and read views; what a page may change, such as
 * saved views and sessions, is for the page that the gateway itself has. Never with cookies: who
 * needs a key sends it. Answers the preflight in the place of the routes, as that never carries a
 * key.
 *
 * <p>Not Helidon's module: that of 4.5.0 answered 403 to a preflight that lists its headers as
 * browsers do, with commas and no spaces between, when it was tried. Immutable.
 */
final class Cors implements Filter {

    private static final List<String> EVENTS = List.of("/metrics/", "/v1/metrics");
    private static final List<String> VIEWS =
            List.of("/dashboard/stream", "/dashboard/snapshot", "/api/series", "/api/export");
    private static final String ANY = "*";
    private static final String HEADERS =
            "Content-Type, Content-Encoding, Idempotency-Key, Authorization, X-API-Key, Last-Event-ID, "
                    + Names.TENANT_HEADER;

    /** Chromium keeps an answer no longer than two hours. */
    private static final int MAX_AGE_SECONDS = 3_600;

    private final List<String> origins;

    Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String origin = request.headers().first(HeaderNames.ORIGIN).orElse("");
        String path = request.path().path();
        boolean isOpen = takesEvents(path) || VIEWS.contains(path);
        if (origin.isEmpty() || !isOpen || !isAllowed(origin)) {
            // Without our word, a browser neither sends an event nor shows an answer.
            chain.proceed();
            return;
        }
        response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.header(HeaderNames.VARY, "Origin");
        if (isPreflight(request)) {
            response.header(
                            HeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
                            takesEvents(path) ? "POST" : "GET")
                    .header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
                    .header(HeaderNames.ACCESS_CONTROL_MAX_AGE, Integer.toString(MAX_AGE_SECONDS))
                    .status(Status.NO_CONTENT_204)
                    .send();
            return;
        }
        response.header(
                HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After, Content-Disposition");
        chain.proceed();
    }

    private static boolean takesEvents(String path) {
        return EVENTS.stream().anyMatch(path::startsWith);
    }

    private boolean isAllowed(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }

    private static boolean isPreflight(RoutingRequest request) {
        return request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
