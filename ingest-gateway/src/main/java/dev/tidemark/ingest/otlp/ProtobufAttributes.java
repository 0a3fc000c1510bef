package dev.tidemark.ingest.otlp;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads attributes: {@code KeyValue} and {@code AnyValue} of OTLP's {@code common.proto}, from
 * which the field numbers are. Stateless.
 */
final class ProtobufAttributes {

    private static final int KEY = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);
    private static final int VALUE = Message.tag(2, WIRETYPE_LENGTH_DELIMITED);

    private static final int STRING = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);
    private static final int BOOL = Message.tag(2, WIRETYPE_VARINT);
    private static final int INT = Message.tag(3, WIRETYPE_VARINT);
    private static final int DOUBLE = Message.tag(4, WIRETYPE_FIXED64);
    private static final int ARRAY = Message.tag(5, WIRETYPE_LENGTH_DELIMITED);
    private static final int OBJECT = Message.tag(6, WIRETYPE_LENGTH_DELIMITED);
    private static final int BYTES = Message.tag(7, WIRETYPE_LENGTH_DELIMITED);

    private static final int VALUES = Message.tag(1, WIRETYPE_LENGTH_DELIMITED);

    private ProtobufAttributes() {}

    /** Takes the attribute that the message stands on. */
    static void readInto(Attributes attributes, Message message) throws IOException {
        readPair(message, attributes, 1, attributes::put);
    }

    @FunctionalInterface
    private interface Pair {
        void put(String key, @Nullable Object value);
    }

    private static void readPair(Message message, Attributes attributes, int depth, Pair pair)
            throws IOException {
        attributes.countKey();
        String key = "";
        Object value = null;
        int outer = message.enter();
        while (message.next()) {
            if (message.tag() == KEY) {
                key = text(message, attributes);
            } else if (message.tag() == VALUE) {
                value = readValue(message, attributes, depth);
            } else {
                message.skip();
            }
        }
        message.leave(outer);
        pair.put(key, value);
    }

    private static @Nullable Object readValue(Message message, Attributes attributes, int depth)
            throws IOException {
        Object value = null;
        int outer = message.enter();
        while (message.next()) {
            int tag = message.tag();
            if (tag == STRING) {
                value = text(message, attributes);
            } else if (tag == BOOL) {
                value = message.varint() != 0;
            } else if (tag == INT) {
                value = message.varint();
            } else if (tag == DOUBLE) {
                value = attributes.finite(message.number());
            } else if (tag == BYTES) {
                value = Base64.getEncoder().encodeToString(message.bytes());
            } else if (tag == ARRAY || tag == OBJECT) {
                value = readNested(message, attributes, depth + 1);
            } else {
                message.skip();
            }
        }
        message.leave(outer);
        return value;
    }

    private static @Nullable Object readNested(Message message, Attributes attributes, int depth)
            throws IOException {
        if (!attributes.mayNest(depth)) {
            message.skip();
            return null;
        }
        return message.tag() == ARRAY
                ? readArray(message, attributes, depth)
                : readObject(message, attributes, depth);
    }

    private static List<@Nullable Object> readArray(
            Message message, Attributes attributes, int depth) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        int outer = message.enter();
        while (message.next()) {
            if (message.tag() == VALUES) {
                array.add(readValue(message, attributes, depth));
            } else {
                message.skip();
            }
        }
        message.leave(outer);
        return array;
    }

    private static Map<String, @Nullable Object> readObject(
            Message message, Attributes attributes, int depth) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        int outer = message.enter();
        while (message.next()) {
            if (message.tag() == VALUES) {
                readPair(message, attributes, depth, object::put);
            } else {
                message.skip();
            }
        }
        message.leave(outer);
        return object;
    }

    private static String text(Message message, Attributes attributes) throws IOException {
        String text = message.text();
        if (text == null) {
            attributes.broken("attributes must be UTF-8");
            return "";
        }
        return text;
    }
}
