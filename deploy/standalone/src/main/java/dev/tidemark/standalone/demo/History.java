package dev.tidemark.standalone.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the server has counted anything yet. Not thread-safe. */
final class History {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final TrackClient client;
    private final Pacer pacer;
    private final int maxTries;

    History(TrackClient client, Pacer pacer, int maxTries) {
        this.client = client;
        this.pacer = pacer;
        this.maxTries = maxTries;
    }

    /**
     * Whether the server says that it has counted no page view; its own load it reports itself.
     *
     * <p>Asks again while it cannot tell, as after a start. If it never tells, this is false: a
     * history that is missing does less harm than one that is doubled.
     */
    boolean isEmpty() throws InterruptedException {
        for (int tries = 0; tries < maxTries; tries++) {
            Optional<TrackClient.Reply> reply = client.get("/dashboard/snapshot?types=page_view");
            if (reply.isPresent() && reply.get().status() == 200) {
                return hasNoMetrics(reply.get().body());
            }
            pacer.pause(BETWEEN_TRIES);
        }
        LOG.warn("demo traffic starts without history: reason=\"the snapshot is not available\"");
        return false;
    }

    /** Whether this snapshot has the field {@code metrics} and it is an empty object. */
    static boolean hasNoMetrics(String snapshot) {
        try (JsonParser json = JSON.createParser(snapshot)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = json.currentName().equals("metrics");
                JsonToken value = json.nextToken();
                if (found) {
                    return value == JsonToken.START_OBJECT
                            && json.nextToken() == JsonToken.END_OBJECT;
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            LOG.warn("the snapshot is not JSON: reason=\"{}\"", e.getMessage());
        }
        return false;
    }
}
