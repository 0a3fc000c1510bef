package dev.tidemark.aggregator.topology;

import dev.tidemark.aggregator.sketch.DistinctSketch;
import dev.tidemark.aggregator.sketch.QuantileSketch;
import dev.tidemark.contract.Rollup;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A rollup with its sketches, as they are stored: who does not ask for them does not decode them.
 * Immutable, as long as nobody writes to the arrays.
 *
 * @param rollup the figures
 * @param quantiles a {@link QuantileSketch} of the values; empty if none is kept
 * @param users a {@link DistinctSketch} of the users; empty if none is kept
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed by content, below
public record SketchedRollup(Rollup rollup, byte[] quantiles, byte[] users) {

    private static final byte[] NONE = {};

    /** A rollup without sketches. */
    public static SketchedRollup of(Rollup rollup) {
        return new SketchedRollup(rollup, NONE, NONE);
    }

    boolean hasSketches() {
        return quantiles.length > 0 || users.length > 0;
    }

    /**
     * A sketch of the values, if there is one.
     *
     * @throws SerializationException if its bytes are none
     */
    public Optional<QuantileSketch> quantileSketch() {
        try {
            return quantiles.length == 0
                    ? Optional.empty()
                    : Optional.of(QuantileSketch.fromBytes(quantiles));
        } catch (IllegalArgumentException e) {
            throw new SerializationException("a sketch of values: " + e.getMessage(), e);
        }
    }

    /**
     * A sketch of the users, if there is one.
     *
     * @throws SerializationException if its bytes are none
     */
    public Optional<DistinctSketch> distinctSketch() {
        try {
            return users.length == 0
                    ? Optional.empty()
                    : Optional.of(DistinctSketch.fromBytes(users));
        } catch (IllegalArgumentException e) {
            throw new SerializationException("a sketch of users: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SketchedRollup that
                && rollup.equals(that.rollup)
                && Arrays.equals(quantiles, that.quantiles)
                && Arrays.equals(users, that.users);
    }

    @Override
    public int hashCode() {
        return rollup.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %d bytes of values, %d bytes of users"
                .formatted(rollup, quantiles.length, users.length);
    }
}
