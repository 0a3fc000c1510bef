package dev.tidemark.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.ingest.format.EventReader;
import dev.tidemark.ingest.format.JsonInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value where it lies, read token by token, or put off until what stands behind it is known.
 * Not thread-safe.
 */
final class JsonPart implements AutoCloseable {

    /** Down to a data point's attributes there are 15 levels, and each of theirs has up to 4. */
    private static final int MAX_NESTING = 64;

    private static final JsonFactory JSON =
            JsonInput.within(MAX_NESTING, OtlpParser.MAX_POINT_BYTES).build();

    private final byte[] bytes;
    private final int begin;
    private final JsonParser json;

    /** The value that begins there. */
    JsonPart(byte[] bytes, int begin, int length) throws IOException {
        this.bytes = bytes;
        this.begin = begin;
        this.json = JSON.createParser(bytes, begin, length);
    }

    /** The token that it stands on. */
    JsonToken token() {
        return json.currentToken();
    }

    /** Goes to the next token; null at the end. */
    @Nullable JsonToken next() throws IOException {
        return json.nextToken();
    }

    /** Goes to the value of the next field of an object; null, and to the end, if there is none. */
    @Nullable String nextField() throws IOException {
        if (json.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = json.currentName();
        json.nextToken();
        return name;
    }

    /** Goes to the next element of an array; false, and to the end, if there is none. */
    boolean nextElement() throws IOException {
        return json.nextToken() != JsonToken.END_ARRAY;
    }

    /** Goes to the end of the value that it stands on. */
    void skip() throws IOException {
        json.skipChildren();
    }

    /** Puts the value off that it stands on, and goes to its end. */
    Later putOff() throws IOException {
        int from = offset();
        json.skipChildren();
        return new Later(from, begin + (int) json.currentLocation().getByteOffset());
    }

    /** Where the token begins that it stands on, in the whole body. */
    int offset() {
        return begin + (int) json.currentTokenLocation().getByteOffset();
    }

    /**
     * A value that was put off.
     *
     * @param from where it begins in the body
     * @param to where it ends
     */
    record Later(int from, int to) {}

    /** Reads what was put off; stands before it. */
    JsonPart open(Later later) throws IOException {
        return new JsonPart(bytes, later.from(), later.to() - later.from());
    }

    /** Whether it stands on an object; not if that is null, which counts as absent. */
    boolean isObject(String name) throws IOException {
        return is(JsonToken.START_OBJECT, name, "an object");
    }

    /** The same of an array. */
    boolean isArray(String name) throws IOException {
        return is(JsonToken.START_ARRAY, name, "an array");
    }

    private boolean is(JsonToken wanted, String name, String what) throws IOException {
        if (json.currentToken() != wanted && json.currentToken() != JsonToken.VALUE_NULL) {
            throw new EventReader.StoppedException("%s must be %s".formatted(name, what));
        }
        return json.currentToken() == wanted;
    }

    /** The text that it stands on; null if it is none. */
    @Nullable String text() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    /** The whole number that it stands on, as a number or as text; null if it is none. */
    @Nullable Long whole() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        String text = text();
        return text == null ? null : parsed(text, Long::valueOf);
    }

    /** The same of one that is unsigned. */
    @Nullable Long unsigned() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return parsed(json.getText(), Long::parseUnsignedLong);
        }
        Long whole = whole();
        return whole == null || whole < 0 ? null : whole;
    }

    /** The number that it stands on, as a number or as text; null if it is none. */
    @Nullable Double number() throws IOException {
        if (json.currentToken().isNumeric()) {
            return json.getDoubleValue();
        }
        String text = text();
        return text == null || text.length() > JsonInput.MAX_NUMBER_LENGTH
                ? null
                : parsed(text, Double::valueOf);
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> @Nullable T parsed(String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (NumberFormatException e) {
            // The caller says what was expected, and where.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
