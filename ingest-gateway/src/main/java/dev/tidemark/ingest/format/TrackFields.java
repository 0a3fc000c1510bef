package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.http.Problem.FieldError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event while it is read, and the rules that they broke.
 *
 * <p>A field that is null counts as absent. Single use, not thread-safe.
 */
final class TrackFields {

    static final int MAX_USER_ID = 256;
    static final int MAX_ID = 128;

    /** Bounds the answer: more names than these help nobody to find a misspelt one. */
    static final int MAX_IGNORED = 100;

    private final long nowMs;
    private final Duration maxAge;
    private final List<FieldError> errors = new ArrayList<>(2);
    private final List<String> ignored = new ArrayList<>(0);

    private String current = TrackParser.BODY;
    private @Nullable String type;
    private @Nullable Double value;
    private @Nullable String userId;
    private @Nullable String id;
    private Map<String, @Nullable Object> metadata = Map.of();
    private long timestampMs;

    TrackFields(long nowMs, Duration maxAge) {
        this.nowMs = nowMs;
        this.maxAge = maxAge;
        this.timestampMs = nowMs;
    }

    /** Takes the field whose name the parser stands on; leaves it on the end of its value. */
    void take(JsonParser json) throws IOException {
        current = json.currentName();
        JsonToken token = json.nextToken();
        switch (current) {
            case "type" -> takeType(json, token);
            case "value" -> takeValue(json, token);
            case "userId" -> userId = takeText(json, token, MAX_USER_ID);
            case "id" -> takeId(json, token);
            case "metadata" -> takeMetadata(json, token);
            case "timestamp" -> takeTimestamp(json, token);
            default -> ignore(json);
        }
        current = TrackParser.BODY;
    }

    /** The event, or everything that is wrong with it. */
    Parsed toParsed() {
        if (type == null) {
            requireNamed("type", Names.TYPE_RULE);
        }
        if (value == null) {
            requireNamed("value", "must be a finite number");
        }
        if (type == null || value == null || !errors.isEmpty()) {
            return new Parsed.Invalid(Parsed.INVALID_EVENT, errors);
        }
        return new Parsed.Valid(id, type, value, userId, metadata, timestampMs, ignored);
    }

    /**
     * What was wrong so far, and a limit of the parser at which the reading ended.
     *
     * @param name that the parser stands on; it reads numbers together with their names, so before
     *     their field is taken
     */
    Parsed brokenBy(String name, String rule) {
        boolean between = current.equals(TrackParser.BODY);
        String field = Unicode.isWellFormed(current) ? current : TrackParser.BODY;
        requireNamed(between ? name : field, rule);
        return new Parsed.Invalid(Parsed.INVALID_EVENT, errors);
    }

    private void takeType(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING && Names.isType(json.getText())) {
            type = json.getText();
        } else {
            refuse(json, Names.TYPE_RULE);
        }
    }

    private void takeValue(JsonParser json, JsonToken token) throws IOException {
        double number = token.isNumeric() ? json.getDoubleValue() : Double.NaN;
        if (Double.isFinite(number)) {
            value = number;
        } else {
            refuse(json, "must be a finite number");
        }
    }

    private void takeId(JsonParser json, JsonToken token) throws IOException {
        String text = takeText(json, token, MAX_ID);
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            refuse(json, "must not contain control characters");
        } else {
            id = text;
        }
    }

    private @Nullable String takeText(JsonParser json, JsonToken token, int maxLength)
            throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_STRING) {
            String text = json.getText();
            int length = text.codePointCount(0, text.length());
            if (length >= 1 && length <= maxLength && Unicode.isWellFormed(text)) {
                return text;
            }
        }
        refuse(json, "must be a string of 1 to %d Unicode characters".formatted(maxLength));
        return null;
    }

    private void takeMetadata(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            refuse(json, "must be a JSON object");
            return;
        }
        MetadataReader reader = new MetadataReader(json);
        metadata = reader.read();
        String broken = reader.brokenRule();
        if (broken != null) {
            refuse(json, broken);
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
        long oldest = nowMs - maxAge.toMillis();
        long newest = nowMs + TrackParser.MAX_AHEAD.toMillis();
        boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (fits && json.getLongValue() >= oldest && json.getLongValue() <= newest) {
            timestampMs = json.getLongValue();
        } else {
            refuse(
                    json,
                    "must be milliseconds since the epoch from %d to %d at this moment"
                            .formatted(oldest, newest));
        }
    }

    private void ignore(JsonParser json) throws IOException {
        if (!Unicode.isWellFormed(current)) {
            errors.add(
                    new FieldError(
                            TrackParser.BODY, "must have names in well-formed Unicode only"));
        } else if (ignored.size() < MAX_IGNORED) {
            ignored.add(current);
        }
        json.skipChildren();
    }

    private void refuse(JsonParser json, String rule) throws IOException {
        errors.add(new FieldError(current, rule));
        json.skipChildren();
    }

    private void requireNamed(String field, String rule) {
        if (errors.stream().noneMatch(error -> error.field().equals(field))) {
            errors.add(new FieldError(field, rule));
        }
    }
}
