package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one metadata object within its limits.
 *
 * <p>After a broken rule it only skips, so that the fields behind the object are still read. Single
 * use, not thread-safe.
 */
final class MetadataReader {

    static final int MAX_DEPTH = 8;
    static final int MAX_KEYS = 64;

    // Made once: a rule is named with each key, and hardly ever broken.
    private static final String KEYS_RULE =
            "must have at most %d keys in total".formatted(MAX_KEYS);
    private static final String DEPTH_RULE =
            "must not be nested deeper than %d levels".formatted(MAX_DEPTH);

    private final JsonParser json;
    private int keys;
    private @Nullable String brokenRule;

    MetadataReader(JsonParser json) {
        this.json = json;
    }

    /** Reads the object whose start the parser stands on; leaves it on the object's end. */
    Map<String, @Nullable Object> read() throws IOException {
        return readObject(1);
    }

    /** The first rule that was broken, or null. */
    @Nullable String brokenRule() {
        return brokenRule;
    }

    private Map<String, @Nullable Object> readObject(int depth) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            keys++;
            require(keys <= MAX_KEYS, KEYS_RULE);
            requireWellFormed(name);
            object.put(name, readValue(json.nextToken(), depth));
        }
        return object;
    }

    private List<@Nullable Object> readArray(int depth) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue(json.currentToken(), depth));
        }
        return array;
    }

    private @Nullable Object readValue(JsonToken token, int depth) throws IOException {
        if (token.isStructStart()) {
            return readNested(token, depth + 1);
        }
        if (brokenRule != null) {
            return null;
        }
        return switch (token) {
            case VALUE_STRING -> requireWellFormed(json.getText());
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> readFloat();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private @Nullable Object readNested(JsonToken start, int depth) throws IOException {
        require(depth <= MAX_DEPTH, DEPTH_RULE);
        if (brokenRule != null) {
            json.skipChildren();
            return null;
        }
        return start == JsonToken.START_OBJECT ? readObject(depth) : readArray(depth);
    }

    private double readFloat() throws IOException {
        double number = json.getDoubleValue();
        require(Double.isFinite(number), "must hold finite numbers only");
        return number;
    }

    private String requireWellFormed(String text) {
        require(Unicode.isWellFormed(text), "must be well-formed Unicode (no lone surrogates)");
        return text;
    }

    private void require(boolean holds, String rule) {
        if (!holds && brokenRule == null) {
            brokenRule = rule;
        }
    }
}
