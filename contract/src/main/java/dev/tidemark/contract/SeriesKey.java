package dev.tidemark.contract;

import org.jspecify.annotations.Nullable;

/**
 * The name of a series: all events of one type of one tenant, or those of them that have one value
 * in one dimension.
 *
 * @param tenant whose events
 * @param type which of them
 * @param part which part of those; null for the whole
 */
public record SeriesKey(String tenant, String type, @Nullable Part part) {

    /** 2^32 divided by the golden ratio: spreads what differs little over all bits. */
    private static final int SPREAD = 0x9E3779B1;

    /**
     * A part of a whole: the events whose metadata has this value under this name.
     *
     * @param dimension the name
     * @param value as text
     */
    public record Part(String dimension, String value) {

        /** The value that stands for all those that have no series of their own. */
        public static final String OTHER = "__other__";

        /** The value of events that have none. */
        public static final String NONE = "__none__";

        @Override
        public int hashCode() {
            return dimension.hashCode() * SPREAD + value.hashCode();
        }
    }

    /** The whole. */
    public SeriesKey(String tenant, String type) {
        this(tenant, type, null);
    }

    /** The part with this value. */
    public SeriesKey part(String dimension, String value) {
        return new SeriesKey(tenant, type, new Part(dimension, value));
    }

    /**
     * Names are often numbered, and the sum of two such hashes, one of them times 31, is the same
     * for many pairs: 10,000 series met in a tenth of the places.
     */
    @Override
    public int hashCode() {
        int whole = tenant.hashCode() * SPREAD + type.hashCode();
        return part == null ? whole : whole * SPREAD + part.hashCode();
    }
}
