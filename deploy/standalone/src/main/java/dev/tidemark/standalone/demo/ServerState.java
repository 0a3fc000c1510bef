package dev.tidemark.standalone.demo;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server takes events, as the last outcomes tell. Logs each change once. Thread-safe.
 */
final class ServerState {

    private static final Logger LOG = LoggerFactory.getLogger(ServerState.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(30);

    private boolean away;
    private boolean toldOfRefusal;
    private Duration backOff = FIRST_BACK_OFF;

    synchronized boolean away() {
        return away;
    }

    /** How long to leave the server alone now; longer each time until it takes an event. */
    synchronized Duration nextBackOff() {
        Duration now = backOff;
        Duration doubled = now.multipliedBy(2);
        backOff = doubled.compareTo(MAX_BACK_OFF) > 0 ? MAX_BACK_OFF : doubled;
        return now;
    }

    synchronized void saw(TrackOutcome outcome) {
        switch (outcome) {
            case TrackOutcome.Accepted ignored -> back();
            case TrackOutcome.Failed(String reason) -> gone(reason);
            case TrackOutcome.Refused refused when isAboutOneEvent(refused) -> tellOnce(refused);
            case TrackOutcome.Refused(int status, String code, String detail) ->
                    gone(status + " " + code + " " + detail);
        }
    }

    private static boolean isAboutOneEvent(TrackOutcome.Refused refused) {
        return switch (refused.status()) {
            case 400, 409, 413, 422 -> true;
            default -> false;
        };
    }

    private void tellOnce(TrackOutcome.Refused refused) {
        if (!toldOfRefusal) {
            toldOfRefusal = true;
            LOG.warn(
                    "an event of the demo was refused: status={} code={} detail=\"{}\"",
                    refused.status(),
                    refused.code(),
                    refused.detail());
        }
    }

    private void back() {
        backOff = FIRST_BACK_OFF;
        if (away) {
            away = false;
            LOG.info("demo traffic flows again");
        }
    }

    private void gone(String reason) {
        if (!away) {
            away = true;
            LOG.warn("demo traffic pauses until the server takes it: reason=\"{}\"", reason);
        }
    }
}
