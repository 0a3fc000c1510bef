package dev.tidemark.dashboard.access;

import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.Grant;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.util.Optional;

/**
 * Stands before what is below {@code /dashboard}, and other routes: lets in by a key with the scope
 * read, or by the cookie of a session. A key in the headers goes first. Thread-safe.
 */
public final class ReadAccess implements HttpService {

    private final Guard guard;
    private final SessionTokens tokens;

    /** Behind this guard. */
    public ReadAccess(Guard guard, AuthSettings settings, Clock clock) {
        this.guard = guard;
        this.tokens = new SessionTokens(settings, clock);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/stream", handler()).any("/snapshot", handler());
        if (!guard.isOpen()) {
            SessionRoute session = new SessionRoute(guard, tokens);
            rules.post("/session", session::begin).delete("/session", session::end);
        }
    }

    /** A handler to mount before other routes that are read in the same way. */
    public Handler handler() {
        return guard.handler(this::admit);
    }

    private Grant admit(ServerRequest request) {
        Optional<String> cookie = SessionCookie.in(request.headers());
        if (guard.isOpen() || cookie.isEmpty() || Guard.isPresented(request.headers())) {
            return guard.admit(request.headers(), Scope.READ);
        }
        SessionTokens.Session session =
                tokens.verify(cookie.get()).orElseThrow(ReadAccess::signInAgain);
        Grant grant = guard.admitAgain(session.keyId(), Scope.READ, () -> !tokens.isOver(session));
        if (!grant.tenants().name().equals(session.tenant())) {
            throw signInAgain();
        }
        return grant;
    }

    private static ProblemException signInAgain() {
        return new ProblemException(
                Problem.of(401, "unauthorized", "the session is over: sign in again"));
    }
}
