package dev.tidemark.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids of what events are, so that one that is sent again has the same id again.
 *
 * <p>128 bits of SHA-256 over an encoding that no two sequences of values share: each value begins
 * with its kind, and text with its length. Among 10^12 events, the chance that any two share an id
 * is about 10^-15. Objects are taken in the order of their keys. Reusable; not thread-safe.
 */
public final class Fingerprint {

    private static final int ID_BYTES = 16;

    private final MessageDigest digest = sha256();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream(512);

    /** Adds a whole number. */
    public Fingerprint add(long number) {
        values.write('i');
        addBits(number);
        return this;
    }

    /** Adds a number, by its bits. */
    public Fingerprint add(double number) {
        values.write('d');
        addBits(Double.doubleToRawLongBits(number));
        return this;
    }

    /** Adds a text. */
    public Fingerprint add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        values.write('s');
        addBits(bytes.length);
        values.writeBytes(bytes);
        return this;
    }

    /** Adds what another fingerprint gave. */
    public Fingerprint add(byte[] hash) {
        values.write('h');
        addBits(hash.length);
        values.writeBytes(hash);
        return this;
    }

    /**
     * Adds a value of a kind that {@link dev.tidemark.contract.MetricEvent#metadata} has.
     *
     * @throws IllegalArgumentException for any other kind
     */
    public Fingerprint addValue(@Nullable Object value) {
        return switch (value) {
            case null -> tag('n');
            case String text -> add(text);
            case Boolean flag -> tag(flag ? 't' : 'f');
            case Long number -> add(number.longValue());
            case Integer number -> add(number.longValue());
            case Double number -> add(number.doubleValue());
            case List<?> list -> addList(list);
            case Map<?, ?> object -> addObject(object);
            default -> throw new IllegalArgumentException("not metadata: " + value.getClass());
        };
    }

    /** All 256 bits of what was added; begins anew. */
    public byte[] toHash() {
        byte[] hash = digest.digest(values.toByteArray());
        values.reset();
        return hash;
    }

    /** The id of what was added, 22 characters of {@code A-Za-z0-9_-}; begins anew. */
    public String toId() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(toHash(), ID_BYTES));
    }

    private Fingerprint addList(List<?> list) {
        tag('[');
        addBits(list.size());
        list.forEach(this::addValue);
        return this;
    }

    private Fingerprint addObject(Map<?, ?> object) {
        tag('{');
        addBits(object.size());
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        object.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        sorted.forEach((key, value) -> add(key).addValue(value));
        return this;
    }

    private Fingerprint tag(char kind) {
        values.write(kind);
        return this;
    }

    private void addBits(long bits) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            values.write((int) (bits >>> shift));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
