package dev.tidemark.contract.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as plain Java ones: String, Boolean, Number, null, List and Map.
 *
 * <p>Numbers keep their kind: whole ones are Integer, Long or BigInteger, others Double. Stateless.
 */
public final class JsonValues {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonValues() {}

    /** The object as UTF-8 JSON; not necessarily a copy. */
    public static byte[] toText(Map<String, @Nullable Object> object) {
        if (object instanceof JsonObject known) {
            return known.text();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(json, object);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** Reads the object whose start the parser stands on; leaves it on the object's end. */
    public static Map<String, @Nullable Object> readObject(JsonParser json) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            object.put(name, readValue(json, json.nextToken()));
        }
        return object;
    }

    /**
     * The same with only those of its fields that have one of these names.
     *
     * @param wanted the names
     */
    public static Map<String, @Nullable Object> readObject(JsonParser json, Set<String> wanted)
            throws IOException {
        Map<String, @Nullable Object> object = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (wanted.contains(name)) {
                object.put(name, readValue(json, token));
            } else {
                json.skipChildren();
            }
        }
        return object;
    }

    private static List<@Nullable Object> readArray(JsonParser json) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            array.add(readValue(json, token));
        }
        return array;
    }

    private static @Nullable Object readValue(JsonParser json, @Nullable JsonToken token)
            throws IOException {
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_OBJECT -> readObject(json);
            case START_ARRAY -> readArray(json);
            case null, default -> throw new JsonParseException(json, "a value was expected");
        };
    }

    /**
     * Writes a value of one of the kinds named above.
     *
     * @throws IllegalArgumentException for any other kind
     */
    public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Number number -> writeNumber(json, number);
            case List<?> array -> {
                json.writeStartArray();
                for (Object element : array) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Map<?, ?> object -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> field : object.entrySet()) {
                    json.writeFieldName(String.valueOf(field.getKey()));
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Double d) {
            json.writeNumber(d);
        } else {
            json.writeNumber(number.toString());
        }
    }
}
