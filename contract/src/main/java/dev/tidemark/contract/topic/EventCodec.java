package dev.tidemark.contract.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.json.JsonObject;
import dev.tidemark.contract.json.JsonText;
import dev.tidemark.contract.json.JsonValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in its topic: one JSON object.
 *
 * <pre>{@code
 * {"tenant":"default","id":"page_view-1764000000000-k3j","type":"page_view","value":1.0,
 *  "userId":"u1","metadata":{"page":"/home"},"timestamp":1764000000000,"acceptedAt":1764000000004}
 * }</pre>
 *
 * <p>Plain JSON, so that any consumer can read it; times are milliseconds since the epoch. Fields
 * that are not known are skipped when reading, so that a newer gateway can add some. Streaming in
 * both directions. Thread-safe.
 */
public final class EventCodec {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 256;

    private static final byte[] TENANT = ascii("{\"tenant\":");
    private static final byte[] ID = ascii(",\"id\":");
    private static final byte[] TYPE = ascii(",\"type\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] USER_ID = ascii(",\"userId\":");
    private static final byte[] METADATA = ascii(",\"metadata\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":");
    private static final byte[] ACCEPTED_AT = ascii(",\"acceptedAt\":");
    private static final byte[] END = ascii("}");

    private EventCodec() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The event as UTF-8 JSON. */
    public static byte[] encode(MetricEvent event) {
        JsonText json =
                new JsonText(TYPICAL_BYTES)
                        .raw(TENANT)
                        .string(event.tenant())
                        .raw(ID)
                        .string(event.id())
                        .raw(TYPE)
                        .string(event.type())
                        .raw(VALUE)
                        .raw(Double.toString(event.value()));
        if (event.userId() != null) {
            json.raw(USER_ID).string(event.userId());
        }
        if (!hasNoMetadata(event.metadata())) {
            json.raw(METADATA).raw(JsonValues.toText(event.metadata()));
        }
        return json.raw(TIMESTAMP)
                .raw(Long.toString(event.timestampMs()))
                .raw(ACCEPTED_AT)
                .raw(Long.toString(event.acceptedAtMs()))
                .raw(END)
                .toBytes();
    }

    private static boolean hasNoMetadata(Map<String, @Nullable Object> metadata) {
        return !(metadata instanceof JsonObject) && metadata.isEmpty();
    }

    /** What these bytes are; never throws for what they hold. */
    public static Decoded decode(byte @Nullable [] bytes) {
        return decode(bytes, new Fields(null));
    }

    /**
     * The same with only so much of the event's metadata, for a reader that has no use for the
     * rest.
     *
     * @param metadata names of the wanted fields
     */
    public static Decoded decode(byte @Nullable [] bytes, Set<String> metadata) {
        return decode(bytes, new Fields(metadata));
    }

    private static Decoded decode(byte @Nullable [] bytes, Fields fields) {
        if (bytes == null) {
            return fields.undecodable("the record has no value");
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return fields.undecodable("the value is not a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String wrong = fields.read(json, json.currentName(), json.nextToken());
                if (wrong != null) {
                    return fields.undecodable(wrong);
                }
            }
            return fields.toEvent();
        } catch (IOException e) {
            return fields.undecodable("the value is not JSON: " + firstLine(e));
        }
    }

    static MetricEvent decodeOrThrow(String topic, byte[] bytes) {
        return switch (decode(bytes)) {
            case Decoded.Event(MetricEvent event) -> event;
            case Decoded.Undecodable(var tenant, String reason) ->
                    throw new SerializationException(reason);
        };
    }

    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** The fields of one event while it is read. */
    private static final class Fields {

        /** Names of the wanted fields of the metadata; null for all. */
        private final @Nullable Set<String> wanted;

        private @Nullable String tenant;
        private @Nullable String id;
        private @Nullable String type;
        private double value = Double.NaN;
        private @Nullable String userId;
        private Map<String, @Nullable Object> metadata = Map.of();
        private long timestampMs = -1;
        private long acceptedAtMs = Long.MIN_VALUE;

        Fields(@Nullable Set<String> wanted) {
            this.wanted = wanted;
        }

        /** Takes one field; tells what is wrong with it, if anything is. */
        @Nullable String read(JsonParser json, String name, JsonToken token) throws IOException {
            switch (name) {
                case "tenant" -> tenant = textOf(json, token);
                case "id" -> id = textOf(json, token);
                case "type" -> type = textOf(json, token);
                case "userId" -> userId = textOf(json, token);
                case "value" -> {
                    if (!token.isNumeric()) {
                        return "value is not a number";
                    }
                    value = json.getDoubleValue();
                }
                case "timestamp" -> {
                    if (token != JsonToken.VALUE_NUMBER_INT) {
                        return "timestamp is not a whole number";
                    }
                    timestampMs = json.getLongValue();
                }
                case "acceptedAt" -> {
                    if (token != JsonToken.VALUE_NUMBER_INT) {
                        return "acceptedAt is not a whole number";
                    }
                    acceptedAtMs = json.getLongValue();
                }
                case "metadata" -> {
                    if (token != JsonToken.START_OBJECT) {
                        return "metadata is not an object";
                    }
                    readMetadata(json);
                }
                default -> json.skipChildren();
            }
            return null;
        }

        private void readMetadata(JsonParser json) throws IOException {
            if (wanted == null) {
                metadata = JsonValues.readObject(json);
            } else if (wanted.isEmpty()) {
                json.skipChildren();
            } else {
                metadata = JsonValues.readObject(json, wanted);
            }
        }

        private static @Nullable String textOf(JsonParser json, JsonToken token)
                throws IOException {
            if (token == JsonToken.VALUE_STRING) {
                return json.getText();
            }
            json.skipChildren();
            return null;
        }

        Decoded undecodable(String reason) {
            return new Decoded.Undecodable(
                    tenant != null && Names.isTenant(tenant) ? tenant : null, reason);
        }

        Decoded toEvent() {
            if (tenant == null || !Names.isTenant(tenant)) {
                return undecodable("tenant is missing or not a tenant's name");
            }
            if (type == null || !Names.isType(type)) {
                return undecodable("type is missing or not a type's name");
            }
            if (id == null) {
                return undecodable("id is missing or not a string");
            }
            if (!Double.isFinite(value)) {
                return undecodable("value is missing or not finite");
            }
            if (timestampMs < 0) {
                return undecodable("timestamp is missing or before the epoch");
            }
            long accepted = acceptedAtMs == Long.MIN_VALUE ? timestampMs : acceptedAtMs;
            return new Decoded.Event(
                    new MetricEvent(
                            tenant, id, type, value, userId, metadata, timestampMs, accepted));
        }
    }
}
