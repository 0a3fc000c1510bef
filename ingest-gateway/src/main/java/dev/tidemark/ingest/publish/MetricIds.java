package dev.tidemark.ingest.publish;

import java.util.concurrent.ThreadLocalRandom;

/** Ids for events whose clients gave none. */
public final class MetricIds {

    private static final int BASE_36 = 36;

    private MetricIds() {}

    /**
     * A new id: type, time and 63 random bits in base 36, as in {@code
     * page_view-1764000000000-3w5e11264sgsf}. Unique, but not secret.
     *
     * @param nowMs milliseconds since the epoch
     */
    public static String next(String type, long nowMs) {
        // Not 64: what is written as unsigned goes through BigInteger.
        long random = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        return type + '-' + nowMs + '-' + Long.toString(random, BASE_36);
    }
}
