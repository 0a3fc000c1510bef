package dev.tidemark.aggregator.query;

import dev.tidemark.aggregator.topology.SketchedRollup;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.query.Details.Breakdown;
import dev.tidemark.contract.query.Details.Part;
import dev.tidemark.contract.query.Details.Percentiles;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.ViewQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a whole over the range of a view, and ranks them. */
final class BreakdownReader {

    private BreakdownReader() {}

    private record Read(String value, Merged merged) {

        boolean isOther() {
            return value.equals(SeriesKey.Part.OTHER);
        }

        Part toPart(boolean withPercentiles) {
            Rollup rollup = merged.rollup();
            boolean any = rollup.count() > 0;
            return new Part(
                    value,
                    rollup.count(),
                    rollup.sum(),
                    any ? rollup.min() : null,
                    any ? rollup.max() : null,
                    withPercentiles ? merged.percentiles() : null);
        }
    }

    /** The parts of one type in one dimension. */
    static Breakdown read(
            ViewQuery query,
            SeriesKey whole,
            String dimension,
            Extras.By by,
            PartitionStores stores) {
        boolean withPercentiles = query.extras().percentiles() || by.order() == Extras.Order.P95;
        Merged others = new Merged();
        List<Read> ranked = new ArrayList<>();
        for (String value : stores.values(whole, dimension)) {
            Read read =
                    new Read(
                            value,
                            merge(
                                    query,
                                    whole.part(dimension, value),
                                    stores,
                                    withPercentiles ? Merged::of : Merged::figuresOf));
            if (read.isOther()) {
                others.add(read.merged());
            } else if (read.merged().rollup().count() > 0) {
                ranked.add(read);
            }
        }
        ranked.sort(order(by.order()).reversed().thenComparing(Read::value));
        int told = Math.min(by.top(), ranked.size());
        ranked.subList(told, ranked.size()).forEach(read -> others.add(read.merged()));
        return new Breakdown(
                whole.type(),
                dimension,
                ranked.stream().limit(told).map(read -> read.toPart(withPercentiles)).toList(),
                new Read(SeriesKey.Part.OTHER, others).toPart(withPercentiles));
    }

    private static Merged merge(
            ViewQuery query,
            SeriesKey part,
            PartitionStores stores,
            Function<SketchedRollup, Merged> decode) {
        Merged merged = new Merged();
        stores.windows(
                query.window(),
                part,
                query.fromMs(),
                query.toMs(),
                (startMs, found) -> merged.add(decode.apply(found)));
        return merged;
    }

    private static Comparator<Read> order(Extras.Order order) {
        return switch (order) {
            case COUNT -> Comparator.comparingLong(read -> read.merged().rollup().count());
            case SUM -> Comparator.comparingDouble(read -> read.merged().rollup().sum());
            case P95 -> Comparator.comparingDouble(read -> p95(read.merged().percentiles()));
        };
    }

    private static double p95(@Nullable Percentiles percentiles) {
        return percentiles == null ? Double.NEGATIVE_INFINITY : percentiles.p95();
    }
}
