package dev.tidemark.benchmarks.ingest;

import java.util.Arrays;

/**
 * Tells how many of millions of texts are there more than once, in 8 bytes for each: two different
 * ones among ten million are taken for the same in 1 of 300,000 runs. Not thread-safe.
 */
final class Fingerprints {

    private static final int AT_FIRST = 1 << 16;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] prints = new long[AT_FIRST];
    private int size;

    /** Takes one. */
    void add(String text) {
        if (size == prints.length) {
            prints = Arrays.copyOf(prints, 2 * size);
        }
        prints[size++] = of(text);
    }

    /** How many were there before when they were added; sorts all of them. */
    long repeated() {
        Arrays.sort(prints, 0, size);
        long repeated = 0;
        for (int i = 1; i < size; i++) {
            repeated += prints[i] == prints[i - 1] ? 1 : 0;
        }
        return repeated;
    }

    /** FNV-1a over the characters. */
    private static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
