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
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses requests by their headers, whose bodies are therefore in nobody's interest. */
public final class UnreadBody {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);

    /** The server reads that much to use the connection again. */
    private static final int SHORT_BYTES = 64 * 1024;

    /** What a caller may have under way: a connection closed before that loses the answer. */
    private static final int MAX_DISCARDED_BYTES = 8 * 1024 * 1024;

    private static final Duration MAX_DISCARDING = Duration.ofSeconds(5);
    private static final int READ_BYTES = 8 * 1024;

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
        refuseAndClose(request, response, problem, () -> request.content().inputStream());
    }

    /**
     * Answers with the problem, and closes the connection.
     *
     * @param rest gives the body, as far as it was not read
     * @throws CloseConnectionException always: the header alone does not make the server close, it
     *     would take the rest for a request
     */
    public static void refuseAndClose(
            ServerRequest request,
            ServerResponse response,
            Problem problem,
            Supplier<InputStream> rest) {
        ServiceServer.send(request, response.header(HeaderValues.CONNECTION_CLOSE), problem);
        discard(request, rest);
        throw new CloseConnectionException("refused before the end of its body");
    }

    /**
     * Takes in what the caller is still sending, within bounds of size and time: a connection that
     * is closed before that is reset, and many callers then lose the answer.
     *
     * @param rest gives the body, as far as it was not read; to open it asks the caller for it
     */
    public static void discard(ServerRequest request, Supplier<InputStream> rest) {
        if (request.headers().contains(HeaderNames.EXPECT)) {
            // It waits for our word before it sends; to open the body would give that word.
            return;
        }
        byte[] discarded = new byte[READ_BYTES];
        long begin = System.nanoTime();
        try {
            InputStream in = rest.get();
            long bytes = 0;
            int read = 0;
            while (read >= 0
                    && bytes < MAX_DISCARDED_BYTES
                    && System.nanoTime() - begin < MAX_DISCARDING.toNanos()) {
                read = in.read(discarded);
                bytes += read;
            }
        } catch (DataReader.InsufficientDataAvailableException
                | IllegalArgumentException
                | UncheckedIOException
                | IOException e) {
            LOG.debug("the caller is gone, or sent all of it", e);
        }
    }
}
