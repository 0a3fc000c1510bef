package dev.tidemark.contract.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses requests by their headers, whose bodies are therefore in nobody's interest. */
public final class UnreadBody {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);

    /** The server reads that much to use the connection again. */
    private static final int SHORT_BYTES = 64 * 1024;

    /** What a caller may have under way: a connection closed before that loses the answer. */
    private static final int MAX_DISCARDED_BYTES = 2 * 1024 * 1024;

    private UnreadBody() {}

    /**
     * Answers with the problem. A body that is long, or does not say how long it is, is left, and
     * the connection closed.
     *
     * @throws ProblemException if the connection can be used again; the server answers with it
     * @throws CloseConnectionException if not; the answer has been sent
     */
    public static void refuse(ServerRequest request, ServerResponse response, Problem problem) {
        boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        if (!chunked && request.headers().contentLength().orElse(0) <= SHORT_BYTES) {
            throw new ProblemException(problem);
        }
        ServiceServer.send(response.header(HeaderValues.CONNECTION_CLOSE), problem);
        // Who waits for our word before it sends need not send; to read would give that word.
        if (!request.headers().contains(HeaderNames.EXPECT)) {
            discard(request);
        }
        throw new CloseConnectionException("refused before its body was read");
    }

    private static void discard(ServerRequest request) {
        try {
            InputStream in = request.content().inputStream();
            in.skipNBytes(MAX_DISCARDED_BYTES);
        } catch (DataReader.InsufficientDataAvailableException
                | IllegalArgumentException
                | UncheckedIOException
                | IOException e) {
            LOG.debug("the caller is gone, or sent all of it", e);
        }
    }
}
