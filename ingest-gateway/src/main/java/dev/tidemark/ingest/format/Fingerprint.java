package dev.tidemark.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
    private static final int TYPICAL_BYTES = 512;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest digest = sha256();
    private byte[] values = new byte[TYPICAL_BYTES];
    private int length;

    /** Adds a whole number. */
    public Fingerprint add(long number) {
        return add('i', number);
    }

    /** Adds a number, by its bits. */
    public Fingerprint add(double number) {
        return add('d', Double.doubleToRawLongBits(number));
    }

    /** Adds a text. */
    public Fingerprint add(String text) {
        return add('s', text.getBytes(UTF_8));
    }

    /** Adds what another fingerprint gave. */
    public Fingerprint add(byte[] hash) {
        return add('h', hash);
    }

    /**
     * Adds a value of a kind that {@link dev.tidemark.contract.MetricEvent#metadata} has.
     *
     * @throws IllegalArgumentException for any other kind
     */
    public Fingerprint addValue(@Nullable Object value) {
        return switch (value) {
            case null -> add('n', 0);
            case String text -> add(text);
            case Boolean flag -> add('b', flag ? 1 : 0);
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
        digest.update(values, 0, length);
        length = 0;
        return digest.digest();
    }

    /** The id of what was added, 22 characters of {@code A-Za-z0-9_-}; begins anew. */
    public String toId() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(toHash(), ID_BYTES));
    }

    private Fingerprint addList(List<?> list) {
        add('[', list.size());
        list.forEach(this::addValue);
        return this;
    }

    private Fingerprint addObject(Map<?, ?> object) {
        add('{', object.size());
        Object[] keys = object.keySet().toArray();
        Arrays.sort(keys);
        for (Object key : keys) {
            addValue(key).addValue(object.get(key));
        }
        return this;
    }

    private Fingerprint add(char kind, byte[] bytes) {
        add(kind, bytes.length);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, values, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private Fingerprint add(char kind, long bits) {
        makeRoom(1 + Long.BYTES);
        values[length] = (byte) kind;
        LONG.set(values, length + 1, bits);
        length += 1 + Long.BYTES;
        return this;
    }

    private void makeRoom(int bytes) {
        if (values.length - length < bytes) {
            values =
                    Arrays.copyOf(
                            values, Math.addExact(values.length, Math.max(values.length, bytes)));
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
