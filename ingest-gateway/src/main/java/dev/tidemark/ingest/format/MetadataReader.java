package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.contract.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through one metadata object within its limits, and keeps its text as it was received.
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
    private static final String UNICODE_RULE = "must be well-formed Unicode (no lone surrogates)";
    private static final String DEPTH_RULE =
            "must not be nested deeper than %d levels".formatted(MAX_DEPTH);

    private final JsonParser json;
    private final byte[] source;
    private final int start;
    private int keys;
    private @Nullable String brokenRule;

    /**
     * Reads what this parser reads.
     *
     * @param source the parser's, from {@code start} on
     */
    MetadataReader(JsonParser json, byte[] source, int start) {
        this.json = json;
        this.source = source;
        this.start = start;
    }

    /**
     * Reads the object whose start the parser stands on; leaves it on the object's end. Empty if a
     * rule was broken.
     */
    Map<String, @Nullable Object> read() throws IOException {
        long from = json.currentTokenLocation().getByteOffset();
        checkObject(1);
        long to = json.currentLocation().getByteOffset();
        return brokenRule == null ? slice(start + (int) from, start + (int) to) : Map.of();
    }

    /** The first rule that was broken, or null. */
    @Nullable String brokenRule() {
        return brokenRule;
    }

    private Map<String, @Nullable Object> slice(int from, int to) {
        JsonObject object = JsonObject.ofChecked(Arrays.copyOfRange(source, from, to));
        for (int i = from; i < to; i++) {
            if (source[i] >= 0 && source[i] < ' ') {
                // Over several lines, as people write it: a record stands on one.
                return new LinkedHashMap<>(object);
            }
        }
        return object;
    }

    private void checkObject(int depth) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            keys++;
            require(keys <= MAX_KEYS, KEYS_RULE);
            require(Unicode.isWellFormed(json.currentName()), UNICODE_RULE);
            checkValue(json.nextToken(), depth);
        }
    }

    private void checkArray(int depth) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            checkValue(json.currentToken(), depth);
        }
    }

    private void checkValue(JsonToken token, int depth) throws IOException {
        if (token.isStructStart()) {
            checkNested(token, depth + 1);
        } else if (token == JsonToken.VALUE_STRING) {
            require(
                    Unicode.isWellFormed(
                            json.getTextCharacters(), json.getTextOffset(), json.getTextLength()),
                    UNICODE_RULE);
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT && brokenRule == null) {
            require(Double.isFinite(json.getDoubleValue()), "must hold finite numbers only");
        }
    }

    private void checkNested(JsonToken start, int depth) throws IOException {
        require(depth <= MAX_DEPTH, DEPTH_RULE);
        if (brokenRule != null) {
            json.skipChildren();
        } else if (start == JsonToken.START_OBJECT) {
            checkObject(depth);
        } else {
            checkArray(depth);
        }
    }

    private void require(boolean holds, String rule) {
        if (!holds && brokenRule == null) {
            brokenRule = rule;
        }
    }
}
