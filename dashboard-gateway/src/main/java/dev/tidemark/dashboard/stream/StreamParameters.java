package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a request wants its stream, beyond what it wants to see. */
public final class StreamParameters {

    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    private StreamParameters() {}

    /**
     * What follows the first event.
     *
     * @throws ProblemException 400 if {@code format} breaks its rule
     */
    static Format format(ServerRequest request) {
        return switch (request.query().first("format").orElse("full")) {
            case "", "full" -> Format.FULL;
            case "delta" -> Format.DELTA;
            default ->
                    throw new ProblemException(
                            Problem.invalidParameter("format", "must be full or delta"));
        };
    }

    /**
     * Up to where the client has seen the view before. What is not one of our positions is passed
     * over: an {@code EventSource} that is refused does not come back.
     */
    static Optional<Position> seen(ServerRequest request) {
        return request.headers().first(LAST_EVENT_ID).flatMap(Position::parse);
    }

    /** Whether the client takes gzip (RFC 9110, 12.5.3). */
    public static boolean takesGzip(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.ACCEPT_ENCODING)) {
            return false;
        }
        return takesGzip(request.headers().get(HeaderNames.ACCEPT_ENCODING).allValues());
    }

    static boolean takesGzip(List<String> accepted) {
        return accepted.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                .anyMatch(
                        coding ->
                                (coding.equals("gzip") || coding.startsWith("gzip;"))
                                        && !coding.matches("gzip;q=0(\\.0*)?"));
    }

    /** Whether the request came as plain HTTP/1.1, over a connection that it has for itself. */
    static boolean isPlainHttp1(ServerRequest request) {
        HttpPrologue prologue = request.prologue();
        return !request.isSecure() && prologue.protocolVersion().equals("1.1");
    }
}
