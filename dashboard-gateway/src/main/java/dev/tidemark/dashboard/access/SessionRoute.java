package dev.tidemark.dashboard.access;

import dev.tidemark.contract.auth.ApiKey;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.http.UnreadBody;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/**
 * {@code POST /dashboard/session} turns a key into a cookie, {@code DELETE} takes the cookie back.
 * Thread-safe.
 */
final class SessionRoute {

    private final Guard guard;
    private final SessionTokens tokens;

    SessionRoute(Guard guard, SessionTokens tokens) {
        this.guard = guard;
        this.tokens = tokens;
    }

    void begin(ServerRequest request, ServerResponse response) {
        try {
            ApiKey key = guard.key(request.headers());
            Guard.requireScope(key, Scope.READ);
            SessionCookie.set(request, response, tokens.issue(key), tokens.maxAge());
        } catch (ProblemException e) {
            UnreadBody.refuse(request, response, e.problem());
        }
        done(response);
    }

    void end(ServerRequest request, ServerResponse response) {
        SessionCookie.set(request, response, "", Duration.ZERO);
        done(response);
    }

    private static void done(ServerResponse response) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.status(Status.NO_CONTENT_204).send();
    }
}
