package dev.tidemark.ingest.http;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.ingest.format.JsonType;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The body of one request. Single use, not thread-safe. */
final class RequestBody {

    /** The largest body, in bytes. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final String PLAIN = "identity";

    private final ServerRequest request;
    private final Duration timeout;
    private @Nullable FramedStream opened;
    private boolean abandoned;

    /**
     * The body of this request.
     *
     * @param timeout how long it may take to come, once it is read
     */
    RequestBody(ServerRequest request, Duration timeout) {
        this.request = request;
        this.timeout = timeout;
    }

    /**
     * All bytes of the body.
     *
     * @param mediaTypes what it may be said to be
     * @throws ProblemException 415 if it is said to be something else, 413 if it is too large, 400
     *     if it does not end as it said it would
     */
    byte[] read(Collection<String> mediaTypes) {
        requireOneOf(mediaTypes);
        if (announcedBytes() > MAX_BYTES) {
            throw abandon(tooLarge());
        }
        byte[] body = readFrame();
        if (body.length > MAX_BYTES) {
            throw abandon(tooLarge());
        }
        return body;
    }

    /** Whether the rest of the body was left, so that the connection cannot be used again. */
    boolean isAbandoned() {
        return abandoned;
    }

    private byte[] readFrame() {
        try {
            // Not closed: closing reads on to the end, and a body that is too large may have none.
            InputStream in = open();
            // A chunked body does not say how long it is: one byte too many is enough to know.
            long most = request.headers().contentLength().orElse(MAX_BYTES + 1);
            return in.readNBytes((int) most);
        } catch (FramedStream.BadFrameException e) {
            throw abandon(Problem.of(400, "bad_request", String.valueOf(e.getMessage())));
        } catch (FramedStream.TooSlowException e) {
            throw abandon(Problem.of(408, FramedStream.TOO_SLOW, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("the body could not be read", e);
        }
    }

    /** The stream of the body, which the server gives out once only. */
    InputStream open() {
        FramedStream in =
                opened == null
                        ? new FramedStream(request.content().inputStream(), timeout)
                        : opened;
        opened = in;
        return in;
    }

    /** How long it is said to be, in bytes; 0 if it is not said. */
    long announcedBytes() {
        return request.headers().contentLength().orElse(0);
    }

    /** How many bytes of it were read, as they were sent. */
    long bytesRead() {
        return opened == null ? 0 : opened.bytesRead();
    }

    private void requireOneOf(Collection<String> mediaTypes) {
        if (!mediaTypes.contains(mediaType(request))) {
            throw refuseUnread(unsupportedType(mediaTypes));
        }
        String encoding = request.headers().first(HeaderNames.CONTENT_ENCODING).orElse(PLAIN);
        if (!encoding.equalsIgnoreCase(PLAIN)) {
            throw refuseUnread(
                    unsupported("the body must have no Content-Encoding: see /metrics/batch"));
        }
    }

    /** What the body is said to be, in lower case and without parameters; may be empty. */
    static String mediaType(ServerRequest request) {
        return JsonType.withoutParameters(
                request.headers().first(HeaderNames.CONTENT_TYPE).orElse(""));
    }

    /** The problem of a body that is said to be none of these. */
    static Problem unsupportedType(Collection<String> mediaTypes) {
        return unsupported("the header Content-Type must be " + String.join(" or ", mediaTypes));
    }

    /** A 415. */
    static Problem unsupported(String detail) {
        return Problem.of(415, "unsupported_media_type", detail);
    }

    /**
     * Refuses a request whose body nobody reads. The server would read it to its end to use the
     * connection again; a body that is long, or does not say how long it is, is left instead.
     */
    ProblemException refuseUnread(Problem problem) {
        boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        return chunked || announcedBytes() > MAX_BYTES
                ? abandon(problem)
                : new ProblemException(problem);
    }

    /** Refuses a request whose body was read in part, or will not be. */
    ProblemException abandon(Problem problem) {
        abandoned = true;
        return new ProblemException(problem);
    }

    private static Problem tooLarge() {
        return Problem.of(
                413,
                "payload_too_large",
                "the body must have at most %d bytes".formatted(MAX_BYTES));
    }
}
