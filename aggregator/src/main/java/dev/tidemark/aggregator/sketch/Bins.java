package dev.tidemark.aggregator.sketch;

import java.util.Arrays;

/**
 * How often each key was counted: two arrays, sorted by key, of the keys that were counted at all.
 *
 * <p>Beyond {@value #MAX_BINS} keys the highest are kept, and the others counted with the lowest of
 * those. What remains is the same in any order of adding, for a key that is dropped once has that
 * many above it, and the more come, the less it can be among the highest.
 *
 * <p>Not thread-safe.
 */
final class Bins {

    /**
     * Of positive values alone, a ratio of 10^17 between the highest and the lowest, all filled.
     */
    static final int MAX_BINS = 2048;

    /** At which a bin stops counting, so that no sum of counts overflows a long. */
    static final long MAX_COUNT = 1L << 48;

    private static final int[] NO_KEYS = {};
    private static final long[] NO_COUNTS = {};

    private int[] keys;
    private long[] counts;
    private int size;

    /** No bins. Nothing is allocated before the first one. */
    Bins() {
        this(NO_KEYS, NO_COUNTS, 0);
    }

    /** No bins, and room for so many. */
    static Bins withCapacity(int bins) {
        return new Bins(new int[bins], new long[bins], 0);
    }

    private Bins(int[] keys, long[] counts, int size) {
        this.keys = keys;
        this.counts = counts;
        this.size = size;
    }

    int size() {
        return size;
    }

    int key(int i) {
        return keys[i];
    }

    long count(int i) {
        return counts[i];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The sum of all counts. */
    long count() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /**
     * The key at this place, were each repeated as often as it was counted.
     *
     * @param rank from 0 to below {@link #count()}
     */
    int keyAt(long rank) {
        long upTo = 0;
        for (int i = 0; i < size - 1; i++) {
            upTo += counts[i];
            if (upTo > rank) {
                return keys[i];
            }
        }
        return keys[size - 1];
    }

    /** Counts a key, at least once and at most {@link #MAX_COUNT} times. */
    void add(int key, long count) {
        int at = find(key);
        if (at >= 0) {
            counts[at] = capped(counts[at], count);
            return;
        }
        ensureCapacity(size + 1);
        System.arraycopy(keys, ~at, keys, ~at + 1, size - ~at);
        System.arraycopy(counts, ~at, counts, ~at + 1, size - ~at);
        keys[~at] = key;
        counts[~at] = count;
        size++;
        dropLowest();
    }

    /**
     * Where this key is, or the complement of where it belongs. Keys come in order when they are
     * read, and are next to each other where most values are; both spare the search, which costs
     * more than all else.
     */
    private int find(int key) {
        if (size == 0 || key > keys[size - 1]) {
            return ~size;
        }
        int middle = size / 2;
        int guess = middle + key - keys[middle];
        if (guess >= 0 && guess < size && keys[guess] == key) {
            return guess;
        }
        return Arrays.binarySearch(keys, 0, size, key);
    }

    /** Counts all that the other counted. From the back, so that it is done in place. */
    void addAll(Bins other) {
        int from = size - 1;
        int fromOther = other.size - 1;
        int missing = missing(other);
        ensureCapacity(size + missing);
        size += missing;
        for (int to = size - 1; fromOther >= 0; to--) {
            if (from < 0 || keys[from] < other.keys[fromOther]) {
                keys[to] = other.keys[fromOther];
                counts[to] = other.counts[fromOther--];
            } else if (keys[from] > other.keys[fromOther]) {
                keys[to] = keys[from];
                counts[to] = counts[from--];
            } else {
                keys[to] = keys[from];
                counts[to] = capped(counts[from--], other.counts[fromOther--]);
            }
        }
        dropLowest();
    }

    /** How many of the other's keys are not here. */
    private int missing(Bins other) {
        int missing = 0;
        int i = 0;
        for (int j = 0; j < other.size; j++) {
            while (i < size && keys[i] < other.keys[j]) {
                i++;
            }
            if (i == size || keys[i] != other.keys[j]) {
                missing++;
            }
        }
        return missing;
    }

    private void dropLowest() {
        int surplus = size - MAX_BINS;
        if (surplus <= 0) {
            return;
        }
        for (int i = 0; i < surplus; i++) {
            counts[surplus] = capped(counts[surplus], counts[i]);
        }
        System.arraycopy(keys, surplus, keys, 0, MAX_BINS);
        System.arraycopy(counts, surplus, counts, 0, MAX_BINS);
        size = MAX_BINS;
    }

    private void ensureCapacity(int bins) {
        if (bins > keys.length) {
            int grown = Math.min(keys.length + keys.length / 2 + 2, 2 * MAX_BINS);
            int capacity = Math.max(bins, grown);
            keys = Arrays.copyOf(keys, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    Bins copy() {
        return isEmpty()
                ? new Bins()
                : new Bins(Arrays.copyOf(keys, size), Arrays.copyOf(counts, size), size);
    }

    private static long capped(long a, long b) {
        return Math.min(a + b, MAX_COUNT);
    }
}
