package dev.tidemark.contract.http;

import io.helidon.webserver.http.ServerRequest;

/**
 * Writes the problems of some routes as their callers understand them, where that is not {@link
 * Problem#toJson}. Implementations are thread-safe.
 *
 * <p>A handler before the routes and their guard leaves it with the request, so that it has the
 * word on every refusal that follows, whoever refuses.
 */
public interface ProblemWriter {

    /** The media type of {@link #write}. */
    String mediaType();

    /** The body; status and {@code Retry-After} are those of the problem whatever it says. */
    byte[] write(Problem problem);

    /** Leaves it with the request. */
    default void attachTo(ServerRequest request) {
        request.context().register(ProblemWriter.class, this);
    }

    /** The one that was left with the request, else the one of all other routes. */
    static ProblemWriter of(ServerRequest request) {
        return request.context()
                .get(ProblemWriter.class, ProblemWriter.class)
                .orElse(ProblemJson.INSTANCE);
    }
}
