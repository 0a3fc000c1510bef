package dev.tidemark.standalone.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.contract.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One metric event as a producer sends it.
 *
 * @param id the producer's own, unique within the tenant: names a second sending as one
 * @param type what happened
 * @param value how much of it
 * @param userId who caused it, if anybody did
 * @param metadata further facts as JSON values; not copied
 * @param timestampMs when it happened, in milliseconds since the epoch
 */
public record TrackRequest(
        String id,
        String type,
        double value,
        @Nullable String userId,
        Map<String, ? extends @Nullable Object> metadata,
        long timestampMs) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The body of {@code POST /metrics/track}, UTF-8. */
    public byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeNumberField("value", value);
            if (userId != null) {
                json.writeStringField("userId", userId);
            }
            json.writeFieldName("metadata");
            JsonValues.write(json, metadata);
            json.writeNumberField("timestamp", timestampMs);
            json.writeStringField("id", id);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
