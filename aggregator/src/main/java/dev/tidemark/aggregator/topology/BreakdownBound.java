package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentItemsSketch;

/**
 * Decides which values of a dimension have a series of their own.
 *
 * <p>While there is room, each has. Then the others are weighed together, by a frequent-items
 * sketch (Misra and Gries, in the form of Anderson et al., "A High-Performance Algorithm for
 * Identifying Frequent Items in Data Streams", 2017), and each {@link #PERIOD} the heaviest of them
 * take the places of the lightest that have one, if they are twice as heavy. What a value had that
 * lost its place goes into {@code __other__}, so that the parts always add up to the whole.
 *
 * <p>Who has a place stands in the store of the counters. The weights are only on the heap: without
 * them, after a restart, nobody loses a place for one period, and no sum is wrong. Used by one
 * stream thread.
 */
final class BreakdownBound {

    /** Long enough that a value of some events a minute shows what it weighs. */
    static final Duration PERIOD = Duration.ofSeconds(30);

    /** Of one dimension in one period: moving a value's windows costs up to some milliseconds. */
    private static final int MAX_MOVES = 10;

    /** Two of about the same weight would take turns. */
    private static final int TIMES_HEAVIER = 2;

    /** Entries of a sketch; it tells every value with more than a hundredth of the weight. */
    private static final int SKETCH_ENTRIES = 512;

    /** Of a task, on the heap; with 200 values each, 20 KB. */
    private static final int MAX_DIMENSIONS = 2_000;

    private final int maxValues;
    private final Function<SeriesKey, Collection<String>> known;
    private final BiConsumer<SeriesKey, SeriesKey> fold;
    private final Map<SeriesKey, OfDimension> dimensions =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SeriesKey, OfDimension> eldest) {
                    return size() > MAX_DIMENSIONS;
                }
            };

    /**
     * A bound without weights.
     *
     * @param maxValues that have a series of their own, in each dimension
     * @param known the values that have one now, {@code __other__} and {@code __none__} included,
     *     of the dimension of this series
     * @param fold moves what the first series holds into the second
     */
    BreakdownBound(
            int maxValues,
            Function<SeriesKey, Collection<String>> known,
            BiConsumer<SeriesKey, SeriesKey> fold) {
        this.maxValues = maxValues;
        this.known = known;
        this.fold = fold;
    }

    /** What one value weighs: events a period, the newer the more. */
    private static final class Weight {

        private double average;
        private long ofPeriod;

        void endPeriods(long elapsed) {
            average = (average + ofPeriod) / 2 / Math.scalb(1.0, (int) Math.min(elapsed - 1, 60));
            ofPeriod = 0;
        }
    }

    private static final class OfDimension {

        private final Map<String, Weight> members = new HashMap<>();
        private final FrequentItemsSketch<String> others =
                new FrequentItemsSketch<>(SKETCH_ENTRIES);
        private long period;
        private boolean weighed;

        OfDimension(long period) {
            this.period = period;
        }
    }

    /**
     * The series in which a part is counted: its own, or {@code __other__}.
     *
     * @param part of a type
     * @param count how many events are to be counted
     * @param writtenMs when they were written to the events topic, ms since the epoch
     */
    SeriesKey place(SeriesKey part, long count, long writtenMs) {
        String value = valueOf(part);
        if (value.equals(SeriesKey.Part.OTHER) || value.equals(SeriesKey.Part.NONE)) {
            return part;
        }
        long period = writtenMs / PERIOD.toMillis();
        SeriesKey other = withValue(part, SeriesKey.Part.OTHER);
        OfDimension dimension = dimensions.computeIfAbsent(other, key -> load(key, period));
        if (period > dimension.period) {
            endPeriods(dimension, period - dimension.period, other);
            dimension.period = period;
        }
        Weight weight = dimension.members.get(value);
        if (weight == null && dimension.members.size() < maxValues) {
            weight = new Weight();
            dimension.members.put(value, weight);
        }
        if (weight == null) {
            dimension.others.update(value, count);
            return other;
        }
        weight.ofPeriod += count;
        return part;
    }

    private OfDimension load(SeriesKey other, long period) {
        OfDimension dimension = new OfDimension(period);
        for (String value : known.apply(other)) {
            if (!value.equals(SeriesKey.Part.OTHER) && !value.equals(SeriesKey.Part.NONE)) {
                dimension.members.put(value, new Weight());
            }
        }
        return dimension;
    }

    private void endPeriods(OfDimension dimension, long elapsed, SeriesKey other) {
        dimension.members.values().forEach(weight -> weight.endPeriods(elapsed));
        if (dimension.weighed) {
            move(dimension, other);
        }
        dimension.weighed = true;
        dimension.others.reset();
    }

    /** The heaviest of the others take the places of the lightest members. */
    private void move(OfDimension dimension, SeriesKey other) {
        List<Map.Entry<String, Weight>> lightest =
                dimension.members.entrySet().stream()
                        .sorted(Comparator.comparingDouble(member -> member.getValue().average))
                        .limit(MAX_MOVES)
                        .toList();
        List<String> leaving = new ArrayList<>();
        var heaviest = dimension.others.getFrequentItems(ErrorType.NO_FALSE_POSITIVES);
        for (int i = 0; i < Math.min(heaviest.length, lightest.size()); i++) {
            var member = lightest.get(i);
            long weight = heaviest[i].getLowerBound();
            if (weight <= TIMES_HEAVIER * member.getValue().average) {
                break;
            }
            leaving.add(member.getKey());
            Weight arrived = new Weight();
            arrived.average = weight;
            dimension.members.put(heaviest[i].getItem(), arrived);
        }
        for (String value : leaving) {
            dimension.members.remove(value);
            fold.accept(withValue(other, value), other);
        }
    }

    /** Forgets all weights. */
    void clear() {
        dimensions.clear();
    }

    private static String valueOf(SeriesKey part) {
        return Objects.requireNonNull(part.part()).value();
    }

    private static SeriesKey withValue(SeriesKey part, String value) {
        return new SeriesKey(part.tenant(), part.type())
                .part(Objects.requireNonNull(part.part()).dimension(), value);
    }
}
