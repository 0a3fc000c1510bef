package dev.tidemark.benchmarks.load;

import dev.tidemark.contract.SeriesKey;
import java.time.Duration;

/**
 * Events as a function of their place: shuffled over the series, of whole values, and in the order
 * of their times but for some jitter, as they come from several gateways.
 *
 * @param workload the series
 * @param events how many
 * @param endMs just after the newest event, milliseconds since the epoch
 */
public record EventSequence(Workload workload, long events, long endMs) {

    /**
     * The time over which the events are spread: one or two windows of a minute are live at once.
     */
    static final Duration SPAN = Duration.ofMinutes(3);

    static final int MIN_VALUE = 100;
    static final int VALUES = 900;
    private static final int JITTER_MS = 500;
    private static final int SERIES_BITS = 24;
    private static final int HOT_BITS = 24;

    /** Index of the series of the event at this place. */
    public int seriesAt(long place) {
        long random = mix(place);
        int series = workload.series();
        if (workload.hotShare() == 0 || series == 1) {
            return scale(random, series);
        }
        boolean hot = (random >>> (Long.SIZE - HOT_BITS)) < workload.hotShare() * (1 << HOT_BITS);
        return hot ? 0 : 1 + scale(random, series - 1);
    }

    /** Value of the event at this place: a whole number of three digits, so that sums are exact. */
    public int valueAt(long place) {
        return MIN_VALUE + (int) (((mix(place) >>> SERIES_BITS) & 0xFFFF) % VALUES);
    }

    /** Time of the event at this place, milliseconds since the epoch. */
    public long timestampAt(long place) {
        long progress = (long) ((double) place / events * SPAN.toMillis());
        return endMs - SPAN.toMillis() + progress - (saltAt(place) >>> 1) % JITTER_MS;
    }

    /** Before every event, milliseconds since the epoch. */
    public long beginMs() {
        return endMs - SPAN.toMillis() - JITTER_MS;
    }

    /** A number by which the event at this place differs from others. */
    long saltAt(long place) {
        return mix(~place);
    }

    /** What counting all of them has to give. */
    public Totals totals() {
        int series = workload.series();
        long[] counts = new long[series];
        long[] sums = new long[series];
        for (long place = 0; place < events; place++) {
            int index = seriesAt(place);
            counts[index]++;
            sums[index] += valueAt(place);
        }
        Totals totals = new Totals();
        for (int index = 0; index < series; index++) {
            SeriesKey key = workload.key(index);
            if (counts[index] > 0) {
                totals.add(key, counts[index], (double) sums[index]);
            }
        }
        return totals;
    }

    private static int scale(long random, int bound) {
        return (int) (((random & ((1 << SERIES_BITS) - 1)) * bound) >>> SERIES_BITS);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long place) {
        long z = (place + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
