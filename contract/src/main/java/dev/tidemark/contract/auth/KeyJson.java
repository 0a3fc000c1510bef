package dev.tidemark.contract.auth;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a file as JSON, one key a line, so that people can read what differs. */
final class KeyJson {

    private static final int VERSION = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private KeyJson() {}

    static byte[] encode(List<ApiKey> keys) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeArrayFieldStart("keys");
            for (ApiKey key : keys) {
                json.writeRaw("\n");
                write(key, json);
            }
            json.writeRaw("\n");
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw("\n");
        }
        return out.toByteArray();
    }

    private static void write(ApiKey key, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", key.id());
        json.writeStringField("name", key.name());
        json.writeStringField("hash", key.hash());
        json.writeArrayFieldStart("scopes");
        for (Scope scope : EnumSet.copyOf(key.scopes())) {
            json.writeString(scope.toString());
        }
        json.writeEndArray();
        json.writeStringField("tenant", key.tenants().name());
        json.writeStringField("created", key.created().toString());
        Instant revoked = key.revoked();
        if (revoked != null) {
            json.writeStringField("revoked", revoked.toString());
        }
        json.writeEndObject();
    }

    /**
     * Reads strictly: a key whose revocation was misspelt must not come back to life.
     *
     * @throws IllegalArgumentException naming the rule that is broken
     */
    static List<ApiKey> decode(byte[] content) throws IOException {
        JsonNode file = JSON.readTree(content);
        requireFields(file, Set.of("version", "keys"), "the file");
        if (file.path("version").asInt() != VERSION || !file.path("keys").isArray()) {
            throw new IllegalArgumentException("it is no list of keys of version " + VERSION);
        }
        List<ApiKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : file.path("keys")) {
            ApiKey key = key(node, "key " + (keys.size() + 1));
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("two keys have the id " + key.id());
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private static ApiKey key(JsonNode node, String place) {
        requireFields(
                node,
                Set.of("id", "name", "hash", "scopes", "tenant", "created", "revoked"),
                place);
        try {
            return new ApiKey(
                    text(node, "id"),
                    text(node, "name"),
                    text(node, "hash"),
                    scopes(node.path("scopes")),
                    new Tenants(text(node, "tenant")),
                    Instant.parse(text(node, "created")),
                    revoked(node));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static void requireFields(JsonNode node, Set<String> known, String place) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(place + " is no JSON object");
        }
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw new IllegalArgumentException(
                                        place + " has a field that is not known: " + name);
                            }
                        });
    }

    private static @Nullable Instant revoked(JsonNode node) {
        return node.has("revoked") ? Instant.parse(text(node, "revoked")) : null;
    }

    private static Set<Scope> scopes(JsonNode node) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        node.forEach(scope -> scopes.add(Scope.parse(scope.asText())));
        return scopes;
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " is missing, or no text");
        }
        return node.path(field).textValue();
    }
}
