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
 * The fields of one event while it is read, and the rules that they broke, whatever its format
 * calls them.
 *
 * <p>A field that is null counts as absent. Single use, not thread-safe.
 */
abstract sealed class EventFields permits TrackFields, CloudEventFields {

    static final int MAX_USER_ID = 256;

    /** Bounds the answer: more names than these help nobody to find a misspelt one. */
    static final int MAX_IGNORED = 100;

    private final TimeBounds times;
    private final String valueField;
    private final List<FieldError> errors = new ArrayList<>(2);
    private final List<String> ignored = new ArrayList<>(0);

    private byte[] source = {};
    private int sourceStart;
    private String current = TrackParser.BODY;
    private @Nullable String type;
    private @Nullable Double value;
    private @Nullable String userId;
    private @Nullable String clientId;
    private Map<String, @Nullable Object> metadata = Map.of();
    private long timestampMs;

    /**
     * Nothing was read yet.
     *
     * @param nowMs as {@link EventParser#parse} takes it
     * @param valueField what the format calls the value
     */
    EventFields(long nowMs, Duration maxAge, String valueField) {
        this.times = TimeBounds.at(nowMs, maxAge);
        this.timestampMs = nowMs;
        this.valueField = valueField;
    }

    /** Tells where the parser reads, before anything is taken. */
    final void readFrom(byte[] bytes, int start) {
        source = bytes;
        sourceStart = start;
    }

    /** Takes the field whose name the parser stands on; leaves it on the end of its value. */
    final void take(JsonParser json) throws IOException {
        current = json.currentName();
        takeField(current, json, json.nextToken());
        current = TrackParser.BODY;
    }

    /** Takes the value that the parser stands on; leaves it on its end. */
    abstract void takeField(String name, JsonParser json, JsonToken token) throws IOException;

    /** Takes one kind of fields. */
    interface Taker {

        /** Takes the value that the parser stands on; leaves it on its end. */
        void take(String name, JsonParser json, JsonToken token) throws IOException;
    }

    /** Takes the fields of the object whose start the parser stands on. */
    final void takeNested(JsonParser json, Taker taker) throws IOException {
        String outer = current;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            current = outer + '.' + name;
            taker.take(name, json, json.nextToken());
            current = outer;
        }
    }

    /** The event, or everything that is wrong with it. */
    final Parsed toParsed() {
        finish();
        if (type == null) {
            requireNamed("type", Names.TYPE_RULE);
        }
        if (value == null) {
            requireNamed(valueField, "must be a finite number");
        }
        if (type == null || value == null || !errors.isEmpty()) {
            return new Parsed.Invalid(Parsed.INVALID_EVENT, errors);
        }
        return new Parsed.Valid(clientId, type, value, userId, metadata, timestampMs, ignored);
    }

    /** Looks at the fields together, once all were taken. */
    void finish() {}

    /**
     * What was wrong so far, and a limit of the parser at which the reading ended.
     *
     * @param name that the parser stands on; it reads numbers together with their names, so before
     *     their field is taken
     */
    final Parsed brokenBy(String name, String rule) {
        boolean between = current.equals(TrackParser.BODY);
        String field = Unicode.isWellFormed(current) ? current : TrackParser.BODY;
        requireNamed(between ? name : field, rule);
        return new Parsed.Invalid(Parsed.INVALID_EVENT, errors);
    }

    /** Takes what was reported. */
    final void takeType(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING && Names.isType(json.getText())) {
            type = json.getText();
        } else {
            refuse(json, Names.TYPE_RULE);
        }
    }

    /** Takes how much. */
    final void takeValue(JsonParser json, JsonToken token) throws IOException {
        double number = token.isNumeric() ? json.getDoubleValue() : Double.NaN;
        if (Double.isFinite(number)) {
            value = number;
        } else {
            refuse(json, "must be a finite number");
        }
    }

    /** Takes who caused it. */
    final void takeUserId(JsonParser json, JsonToken token) throws IOException {
        userId = takeText(json, token, MAX_USER_ID);
    }

    /** The id that the client gave; null for none. */
    final void identify(@Nullable String id) {
        clientId = id;
    }

    /** A text of so many characters, or null after noting what is wrong, or for JSON's null. */
    final @Nullable String takeText(JsonParser json, JsonToken token, int maxLength)
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

    /** Takes further facts. */
    final void takeMetadata(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            refuse(json, "must be a JSON object");
            return;
        }
        MetadataReader reader = new MetadataReader(json, source, sourceStart);
        metadata = reader.read();
        String broken = reader.brokenRule();
        if (broken != null) {
            refuse(json, broken);
        }
    }

    /** When it happened; false, and nothing noted, if that is too long ago or ahead. */
    final boolean stamp(long ms) {
        boolean included = times.include(ms);
        timestampMs = included ? ms : timestampMs;
        return included;
    }

    /** When it may have happened. */
    final TimeBounds times() {
        return times;
    }

    /** Leaves out a field that is not known. */
    final void ignore(JsonParser json) throws IOException {
        if (!Unicode.isWellFormed(current)) {
            errors.add(
                    new FieldError(
                            TrackParser.BODY, "must have names in well-formed Unicode only"));
        } else if (ignored.size() < MAX_IGNORED) {
            ignored.add(current);
        }
        json.skipChildren();
    }

    /** Notes that the current field breaks this rule, and goes behind its value. */
    final void refuse(JsonParser json, String rule) throws IOException {
        errors.add(new FieldError(current, rule));
        json.skipChildren();
    }

    /** Notes that a field breaks this rule, unless something is noted of it already. */
    final void requireNamed(String field, String rule) {
        if (errors.stream().noneMatch(error -> error.field().equals(field))) {
            errors.add(new FieldError(field, rule));
        }
    }
}
