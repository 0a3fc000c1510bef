package dev.tidemark.benchmarks.replay;

import dev.tidemark.standalone.demo.TrackRequest;
import java.util.Map;

/**
 * Makes events of a log's lines: {@code page_view}, or {@code error} from status 400 on; the value
 * is the bytes sent.
 *
 * @param runId in every id, so that another run of the same log counts anew
 */
record LogEvents(String runId) {

    private static final int FIRST_ERROR_STATUS = 400;

    /**
     * The event of this line.
     *
     * @param number the line's, unique within the run: a retry has the same id
     */
    TrackRequest of(AccessLogLine line, long number, long timestampMs) {
        return new TrackRequest(
                "replay-" + runId + "-" + number,
                line.status() < FIRST_ERROR_STATUS ? "page_view" : "error",
                line.bytes(),
                line.client(),
                Map.of("page", line.page(), "status", line.status(), "method", line.method()),
                timestampMs);
    }
}
