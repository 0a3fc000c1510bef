package dev.tidemark.aggregator.sketch;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A set of hash tokens as {@link com.dynatrace.hash4j.distinctcount.UltraLogLog#computeToken} makes
 * them: an open hash table of ints with linear probing. A token is its own hash.
 *
 * <p>Not thread-safe.
 */
final class TokenSet {

    private static final int[] NO_SLOTS = {};
    private static final int FIRST_SLOTS = 8;

    /** The lowest six bits of a token count leading zeros of the 38 bits that it leaves out. */
    private static final int ZEROS_MASK = 63;

    private static final int MAX_ZEROS = 38;

    /** Inverted tokens, so that 0 is a free slot. A power of two, at most four fifths used. */
    private int[] slots = NO_SLOTS;

    private int size;

    /** Whether a hash can have this token. */
    static boolean isToken(int value) {
        return (value & ZEROS_MASK) <= MAX_ZEROS;
    }

    int size() {
        return size;
    }

    void add(int token) {
        if (slots.length == 0) {
            slots = new int[FIRST_SLOTS];
        }
        if (put(slots, ~token)) {
            size++;
            if (size * 5 > slots.length * 4) {
                grow();
            }
        }
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int slot : slots) {
            if (slot != 0) {
                put(larger, slot);
            }
        }
        slots = larger;
    }

    /** Whether it was not there before. */
    private static boolean put(int[] slots, int inverted) {
        int mask = slots.length - 1;
        int at = (inverted >>> 6) & mask;
        while (slots[at] != 0) {
            if (slots[at] == inverted) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = inverted;
        return true;
    }

    void forEach(IntConsumer action) {
        for (int slot : slots) {
            if (slot != 0) {
                action.accept(~slot);
            }
        }
    }

    /** All tokens, in unsigned order. */
    int[] sorted() {
        int[] sorted = new int[size];
        int at = 0;
        for (int slot : slots) {
            if (slot != 0) {
                sorted[at++] = ~slot ^ Integer.MIN_VALUE;
            }
        }
        Arrays.sort(sorted);
        for (int i = 0; i < size; i++) {
            sorted[i] ^= Integer.MIN_VALUE;
        }
        return sorted;
    }
}
