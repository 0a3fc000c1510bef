package dev.tidemark.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The answer to an accepted event: {@code {"success":true,"metricId":"..."}}, and {@code ignored}
 * if there were fields that are not known.
 *
 * @param metricId the event's id
 * @param ignored names of the fields that were left out
 */
record TrackAnswer(String metricId, List<String> ignored) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The body, UTF-8. */
    byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeBooleanField("success", true);
            json.writeStringField("metricId", metricId);
            if (!ignored.isEmpty()) {
                json.writeArrayFieldStart("ignored");
                for (String name : ignored) {
                    json.writeString(name);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
