package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;

/** The fields of {@code POST /metrics/track}. Single use, not thread-safe. */
final class TrackFields extends EventFields {

    static final int MAX_ID = 128;

    TrackFields(long nowMs, Duration maxAge) {
        super(nowMs, maxAge, "value");
    }

    @Override
    void takeField(String name, JsonParser json, JsonToken token) throws IOException {
        switch (name) {
            case "type" -> takeType(json, token);
            case "value" -> takeValue(json, token);
            case "userId" -> takeUserId(json, token);
            case "id" -> takeId(json, token);
            case "metadata" -> takeMetadata(json, token);
            case "timestamp" -> takeTimestamp(json, token);
            default -> ignore(json);
        }
    }

    private void takeId(JsonParser json, JsonToken token) throws IOException {
        String text = takeText(json, token, MAX_ID);
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            refuse(json, "must not contain control characters");
        } else {
            identify(text);
        }
    }

    private void takeTimestamp(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            refuse(json, "must be a whole number of milliseconds since the epoch");
            return;
        }
        boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!fits || !stamp(json.getLongValue())) {
            refuse(json, "must be milliseconds since the epoch " + times());
        }
    }
}
