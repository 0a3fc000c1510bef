package dev.tidemark.benchmarks.fanout;

/**
 * How often the stub was read so far.
 *
 * @param count of reads of a view
 * @param lastMicros when the last one was answered, microseconds since the epoch
 */
record Reads(long count, long lastMicros) {

    private static final double MICROS_PER_SECOND = 1e6;

    /**
     * Reads a second since an earlier look: between the last read before it and the last one now,
     * so that it does not matter where between two reads the looks fall.
     */
    double perSecondSince(Reads earlier) {
        long micros = lastMicros - earlier.lastMicros;
        return micros <= 0 ? 0 : (count - earlier.count) * MICROS_PER_SECOND / micros;
    }
}
