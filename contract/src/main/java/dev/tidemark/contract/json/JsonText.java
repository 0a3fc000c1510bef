package dev.tidemark.contract.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Arrays;

/**
 * UTF-8 JSON while it is written, without a generator: to make one for each event took as long as
 * all that was written with it. Single use, not thread-safe.
 */
public final class JsonText {

    private byte[] bytes;
    private int length;

    /** An empty one, with room for so many bytes before it grows. */
    public JsonText(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Adds what is JSON already, and ASCII. */
    public JsonText raw(String ascii) {
        return raw(ascii.getBytes(US_ASCII));
    }

    /** Adds what is JSON already. */
    public JsonText raw(byte[] json) {
        makeRoom(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Adds a string in quotes. */
    public JsonText string(String text) {
        makeRoom(text.length() + 2);
        int start = length;
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                length = start;
                return quoted(text);
            }
            bytes[length++] = (byte) c;
        }
        bytes[length++] = '"';
        return this;
    }

    private JsonText quoted(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        makeRoom(escaped.length + 2);
        bytes[length++] = '"';
        raw(escaped);
        makeRoom(1);
        bytes[length++] = '"';
        return this;
    }

    /** All that was added. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
