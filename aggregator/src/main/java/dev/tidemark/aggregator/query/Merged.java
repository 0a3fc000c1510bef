package dev.tidemark.aggregator.query;

import dev.tidemark.aggregator.sketch.DistinctSketch;
import dev.tidemark.aggregator.sketch.QuantileSketch;
import dev.tidemark.aggregator.topology.SketchedRollup;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.Details.Percentiles;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.Extras;
import org.jspecify.annotations.Nullable;

/** Several rollups as one, with their sketches decoded. Not thread-safe. */
final class Merged {

    private Rollup rollup = Rollup.EMPTY;
    private final QuantileSketch quantiles = new QuantileSketch();
    private final DistinctSketch users = new DistinctSketch();

    /** One that holds the figures only, for who does not look at the sketches. */
    static Merged figuresOf(SketchedRollup found) {
        Merged merged = new Merged();
        merged.rollup = found.rollup();
        return merged;
    }

    /** One that holds this. */
    static Merged of(SketchedRollup found) {
        Merged merged = figuresOf(found);
        found.quantileSketch().ifPresent(merged.quantiles::merge);
        found.distinctSketch().ifPresent(merged.users::merge);
        return merged;
    }

    void add(Merged other) {
        rollup = rollup.merge(other.rollup);
        quantiles.merge(other.quantiles);
        users.merge(other.users);
    }

    Rollup rollup() {
        return rollup;
    }

    /** How many there are; 0 if none are kept. */
    long users() {
        return users.estimate();
    }

    /** Of the values; null if none are kept. */
    @Nullable Percentiles percentiles() {
        return quantiles.isEmpty()
                ? null
                : new Percentiles(
                        quantiles.quantile(0.5),
                        quantiles.quantile(0.9),
                        quantiles.quantile(0.95),
                        quantiles.quantile(0.99));
    }

    /** What is wanted of the sketches. */
    Sketched sketched(Extras wanted) {
        return new Sketched(
                wanted.percentiles() ? percentiles() : null, wanted.users() ? users() : null);
    }
}
