package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import java.util.Objects;

/**
 * All parts of one type of one tenant in one dimension, as a range of a store's keys.
 *
 * @param first before all of them
 * @param last after all of them
 */
public record PartRange(SeriesKey first, SeriesKey last) {

    /** As long as a value gets, of the last of all characters. */
    private static final String AFTER_ALL_VALUES =
            "\uDBFF\uDFFF".repeat(DimensionValue.MAX_LENGTH / 2 + 1);

    /** Those of this type in this dimension. */
    public static PartRange of(SeriesKey whole, String dimension) {
        return new PartRange(whole.part(dimension, ""), whole.part(dimension, AFTER_ALL_VALUES));
    }

    /** Those next to this part, and itself. */
    static PartRange of(SeriesKey part) {
        return of(
                new SeriesKey(part.tenant(), part.type()),
                Objects.requireNonNull(part.part()).dimension());
    }
}
