package dev.tidemark.dashboard.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;

/** The cookie that holds a session's token; scripts cannot read it, other sites cannot use it. */
final class SessionCookie {

    private static final String NAME = "tidemark_session";
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

    private SessionCookie() {}

    static Optional<String> in(ServerRequestHeaders headers) {
        return headers.cookies().first(NAME).asOptional();
    }

    /** Sets it, or takes it back with an empty token and no age. */
    static void set(ServerRequest request, ServerResponse response, String token, Duration maxAge) {
        String cookie =
                "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                        .formatted(NAME, token, maxAge.toSeconds(), secure(request));
        response.header(HeaderNames.SET_COOKIE, cookie);
    }

    /** A proxy before us may speak TLS in our place; who lies about it harms only itself. */
    private static String secure(ServerRequest request) {
        boolean https =
                request.isSecure()
                        || request.headers()
                                .first(FORWARDED_PROTO)
                                .filter("https"::equalsIgnoreCase)
                                .isPresent();
        return https ? "; Secure" : "";
    }
}
