package dev.tidemark.dashboard.api;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.UnreadBody;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Refuses what no route before it took: 405, and which methods there are. Thread-safe.
 *
 * @param allowed methods with commas between
 */
public record OtherMethod(String allowed) implements Handler {

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        UnreadBody.refuse(
                request,
                response.header(HeaderNames.ALLOW, allowed),
                Problem.of(
                        405,
                        "method_not_allowed",
                        "%s answers %s only".formatted(request.path().path(), allowed)));
    }
}
