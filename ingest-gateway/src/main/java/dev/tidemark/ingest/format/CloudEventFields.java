package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a CloudEvent 1.0 in JSON, and the fields of its {@code data}. Its id is unique
 * only together with its source, so the event's id is made of both. Single use, not thread-safe.
 */
final class CloudEventFields extends EventFields {

    /** Neither has a limit of its own in CloudEvents. */
    private static final int MAX_NAME = 2_048;

    private static final String VERSION = "1.0";

    private @Nullable String version;
    private @Nullable String source;
    private @Nullable String id;

    CloudEventFields(long nowMs, Duration maxAge) {
        super(nowMs, maxAge, "data.value");
    }

    @Override
    void takeField(String name, JsonParser json, JsonToken token) throws IOException {
        switch (name) {
            case "specversion" -> takeVersion(json, token);
            case "id" -> id = takeText(json, token, MAX_NAME);
            case "source" -> source = takeText(json, token, MAX_NAME);
            case "type" -> takeType(json, token);
            case "time" -> takeTime(json, token);
            case "datacontenttype" -> takeContentType(json, token);
            case "data" -> takeData(json, token);
            case "data_base64" -> refuse(json, "must not be there: data must be a JSON object");
            default -> ignore(json);
        }
    }

    @Override
    void finish() {
        if (version == null) {
            requireNamed("specversion", "must be \"" + VERSION + '"');
        }
        if (source == null) {
            requireNamed("source", textRule());
        }
        if (id == null) {
            requireNamed("id", textRule());
        }
        if (source != null && id != null) {
            identify("ce-" + new Fingerprint().add(source).add(id).toId());
        }
    }

    private static String textRule() {
        return "must be a string of 1 to %d Unicode characters".formatted(MAX_NAME);
    }

    private void takeVersion(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING && json.getText().equals(VERSION)) {
            version = VERSION;
        } else {
            refuse(json, "must be \"" + VERSION + '"');
        }
    }

    private void takeTime(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.VALUE_STRING) {
            refuse(json, "must be a time as RFC 3339 has it");
            return;
        }
        try {
            if (!stamp(OffsetDateTime.parse(json.getText()).toInstant().toEpochMilli())) {
                refuse(json, "must be, in milliseconds since the epoch, " + times());
            }
        } catch (DateTimeException | ArithmeticException e) {
            refuse(json, "must be a time as RFC 3339 has it");
        }
    }

    private void takeContentType(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.VALUE_STRING || !JsonType.isJson(json.getText())) {
            refuse(json, "must be a media type of JSON");
        }
    }

    private void takeData(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            takeNested(json, this::takeDataField);
        } else if (token != JsonToken.VALUE_NULL) {
            refuse(json, "must be a JSON object");
        }
    }

    private void takeDataField(String name, JsonParser json, JsonToken token) throws IOException {
        switch (name) {
            case "value" -> takeValue(json, token);
            case "userId" -> takeUserId(json, token);
            case "metadata" -> takeMetadata(json, token);
            default -> ignore(json);
        }
    }
}
