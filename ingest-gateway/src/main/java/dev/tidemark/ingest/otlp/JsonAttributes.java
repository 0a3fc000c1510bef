package dev.tidemark.ingest.otlp;

import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.ingest.format.Unicode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads attributes from JSON: arrays of {@code {"key": ..., "value": {...}}}. Stateless. */
final class JsonAttributes {

    private static final String SHAPE = "attributes must be as OTLP has them in JSON";

    private JsonAttributes() {}

    /** Takes the attributes in the array that the part stands on. */
    static void readInto(Attributes attributes, JsonPart part) throws IOException {
        readPairs(part, attributes, 1, attributes::put);
    }

    @FunctionalInterface
    private interface Pair {
        void put(String key, @Nullable Object value);
    }

    private static void readPairs(JsonPart part, Attributes attributes, int depth, Pair pair)
            throws IOException {
        if (!is(part, JsonToken.START_ARRAY, attributes)) {
            return;
        }
        while (part.nextElement()) {
            if (is(part, JsonToken.START_OBJECT, attributes)) {
                attributes.countKey();
                readPair(part, attributes, depth, pair);
            }
        }
    }

    private static void readPair(JsonPart part, Attributes attributes, int depth, Pair pair)
            throws IOException {
        String key = "";
        Object value = null;
        for (String field = part.nextField(); field != null; field = part.nextField()) {
            switch (field) {
                case "key" -> key = text(part, attributes);
                case "value" -> value = readValue(part, attributes, depth);
                default -> part.skip();
            }
        }
        pair.put(key, value);
    }

    private static @Nullable Object readValue(JsonPart part, Attributes attributes, int depth)
            throws IOException {
        Object value = null;
        if (!is(part, JsonToken.START_OBJECT, attributes)) {
            return null;
        }
        for (String field = part.nextField(); field != null; field = part.nextField()) {
            switch (field) {
                case "stringValue", "bytesValue" -> value = text(part, attributes);
                case "boolValue" -> value = flag(part, attributes);
                case "intValue" -> value = required(part.whole(), attributes);
                case "doubleValue" -> {
                    Double number = required(part.number(), attributes);
                    value = number == null ? null : attributes.finite(number);
                }
                case "arrayValue", "kvlistValue" -> {
                    boolean isArray = field.equals("arrayValue");
                    value = readNested(part, attributes, depth + 1, isArray);
                }
                default -> part.skip();
            }
        }
        return value;
    }

    private static @Nullable Object readNested(
            JsonPart part, Attributes attributes, int depth, boolean isArray) throws IOException {
        if (!attributes.mayNest(depth)) {
            part.skip();
            return null;
        }
        List<@Nullable Object> array = new ArrayList<>();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (is(part, JsonToken.START_OBJECT, attributes)) {
            for (String field = part.nextField(); field != null; field = part.nextField()) {
                if (!field.equals("values")) {
                    part.skip();
                } else if (isArray) {
                    readArray(part, attributes, depth, array);
                } else {
                    readPairs(part, attributes, depth, object::put);
                }
            }
        }
        return isArray ? array : object;
    }

    private static void readArray(
            JsonPart part, Attributes attributes, int depth, List<@Nullable Object> array)
            throws IOException {
        if (is(part, JsonToken.START_ARRAY, attributes)) {
            while (part.nextElement()) {
                array.add(readValue(part, attributes, depth));
            }
        }
    }

    /** Whether it stands there; notes it, and goes to the end of what is there, if not. */
    private static boolean is(JsonPart part, JsonToken wanted, Attributes attributes)
            throws IOException {
        if (part.token() == wanted) {
            return true;
        }
        if (part.token() != JsonToken.VALUE_NULL) {
            attributes.broken(SHAPE);
            part.skip();
        }
        return false;
    }

    private static String text(JsonPart part, Attributes attributes) throws IOException {
        String text = required(part.text(), attributes);
        if (text != null && !Unicode.isWellFormed(text)) {
            attributes.broken("attributes must be well-formed Unicode (no lone surrogates)");
        }
        return text == null ? "" : text;
    }

    private static @Nullable Boolean flag(JsonPart part, Attributes attributes) throws IOException {
        return switch (part.token()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> {
                part.skip();
                yield required(null, attributes);
            }
        };
    }

    private static <T> @Nullable T required(@Nullable T value, Attributes attributes) {
        if (value == null) {
            attributes.broken(SHAPE);
        }
        return value;
    }
}
