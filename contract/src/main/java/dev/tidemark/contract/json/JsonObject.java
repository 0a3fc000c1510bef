package dev.tidemark.contract.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object that is kept as its JSON text, and is taken apart only when somebody asks for a field:
 * whoever passes it on need not. Immutable and thread-safe; equal to any map of the same fields.
 */
public final class JsonObject extends AbstractMap<String, @Nullable Object> {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] text;

    /** The fields, once somebody asked; made twice at worst. */
    private volatile @Nullable Map<String, @Nullable Object> fields;

    private JsonObject(byte[] text) {
        this.text = text;
    }

    /**
     * An object with this text.
     *
     * @param text one JSON object in UTF-8, which the caller has checked, and keeps no hold of
     */
    public static JsonObject ofChecked(byte[] text) {
        return new JsonObject(text);
    }

    /** Its text; not a copy. */
    byte[] text() {
        return text;
    }

    /**
     * Its fields, as {@link JsonValues} reads them.
     *
     * @throws UncheckedIOException if the text is no JSON object after all
     */
    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> known = fields;
        if (known == null) {
            known = Collections.unmodifiableMap(read());
            fields = known;
        }
        return known.entrySet();
    }

    private Map<String, @Nullable Object> read() {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            return JsonValues.readObject(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the text was not checked", e);
        }
    }
}
