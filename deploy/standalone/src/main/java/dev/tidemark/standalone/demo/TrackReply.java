package dev.tidemark.standalone.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the gateway answered to one posting. */
final class TrackReply {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_SECONDS_DIGITS = 9;

    private TrackReply() {}

    static TrackOutcome outcome(int status, byte[] body) {
        Map<String, String> fields = textFields(body);
        if (status / 100 != 2) {
            return new TrackOutcome.Refused(
                    status,
                    fields.getOrDefault("code", "unknown"),
                    fields.getOrDefault("detail", ""));
        }
        String metricId = fields.get("metricId");
        return metricId == null
                ? new TrackOutcome.Failed("answered " + status + " without a metricId")
                : new TrackOutcome.Accepted(metricId);
    }

    /** What {@code Retry-After} asks for, or {@code otherwise} where it is not whole seconds. */
    static Duration retryAfter(@Nullable String header, Duration otherwise) {
        if (header == null || header.isEmpty() || header.length() > MAX_SECONDS_DIGITS) {
            return otherwise;
        }
        boolean digits = header.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Duration.ofSeconds(Long.parseLong(header)) : otherwise;
    }

    /** The strings directly in the object; what came before the fault, if it is not JSON. */
    private static Map<String, String> textFields(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return fields;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    fields.put(name, json.getText());
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            // Something between us and the gateway answered, in HTML perhaps: the status tells.
            return fields;
        }
        return fields;
    }
}
