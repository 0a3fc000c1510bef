package dev.tidemark.aggregator.sketch;

import java.util.Arrays;

/**
 * {@link Bins} as bytes: one of format version; then of each bin, by key, the gap to the one before
 * less one, and its count. The first gap is the one to just below the least key there is.
 *
 * <p>Integers are varints, seven bits to a byte, the lowest first, the top bit set on all but the
 * last byte; never longer than need be. A neighbour that was counted less than 128 times takes two
 * bytes.
 */
final class BinsCodec {

    static final byte VERSION = 1;

    private static final int MAX_GAP_BYTES = 3;
    private static final int MAX_COUNT_BYTES = 7;
    private static final int BEFORE_FIRST = -QuantileSketch.MAX_KEY - 1;

    private BinsCodec() {}

    static byte[] encode(Bins bins) {
        byte[] bytes = new byte[1 + bins.size() * (MAX_GAP_BYTES + MAX_COUNT_BYTES)];
        bytes[0] = VERSION;
        int at = 1;
        int before = BEFORE_FIRST;
        for (int i = 0; i < bins.size(); i++) {
            at = putVarint(bytes, at, bins.key(i) - before - 1);
            at = putVarint(bytes, at, bins.count(i));
            before = bins.key(i);
        }
        return Arrays.copyOf(bytes, at);
    }

    private static int putVarint(byte[] bytes, int start, long value) {
        int at = start;
        long rest = value;
        while (rest >= 0x80) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    /**
     * Reads what {@link #encode} wrote; allocates at most six times the bytes it is given, and for
     * no more bins than there may be.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Bins decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw malformed("no bytes");
        }
        if (bytes[0] != VERSION) {
            throw malformed(
                    "format version %d, where this release knows %d".formatted(bytes[0], VERSION));
        }
        Bins bins = Bins.withCapacity(Math.min(bytes.length / 2, Bins.MAX_BINS));
        Reader in = new Reader(bytes);
        int before = BEFORE_FIRST;
        while (in.at < bytes.length) {
            long key = before + 1 + in.varint(MAX_GAP_BYTES);
            long count = in.varint(MAX_COUNT_BYTES);
            if (key > QuantileSketch.MAX_KEY) {
                throw malformed("a value beyond all that there are");
            }
            if (count == 0 || count > Bins.MAX_COUNT) {
                throw malformed("a count of " + count);
            }
            if (bins.size() == Bins.MAX_BINS) {
                throw malformed("more than %d bins".formatted(Bins.MAX_BINS));
            }
            bins.add((int) key, count);
            before = (int) key;
        }
        return bins;
    }

    private static IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("not a quantile sketch: " + what);
    }

    /** A place in the bytes. */
    private static final class Reader {

        private final byte[] bytes;
        private int at = 1;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long varint(int maxBytes) {
            long value = 0;
            for (int i = 0; i < maxBytes; i++) {
                if (at == bytes.length) {
                    throw malformed("cut short after %d bytes".formatted(at));
                }
                byte next = bytes[at++];
                value |= (next & 0x7FL) << (7 * i);
                if (next >= 0) {
                    if (next == 0 && i > 0) {
                        break;
                    }
                    return value;
                }
            }
            throw malformed("a number longer than it need be, at byte %d".formatted(at - 1));
        }
    }
}
