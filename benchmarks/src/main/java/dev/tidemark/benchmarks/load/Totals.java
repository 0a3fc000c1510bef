package dev.tidemark.benchmarks.load;

import dev.tidemark.contract.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Count and sum of each series. Mutable; use it from one thread. */
public final class Totals {

    private static final Total NONE = new Total(0, 0);

    private final Map<SeriesKey, Total> bySeries = new HashMap<>();

    /**
     * Of one series.
     *
     * @param count how many events
     * @param sum of their values
     */
    private record Total(long count, double sum) {}

    /** No events. */
    public Totals() {}

    /** Adds events of a series. */
    public void add(SeriesKey series, long count, double sum) {
        bySeries.merge(
                series,
                new Total(count, sum),
                (a, b) -> new Total(a.count + b.count, a.sum + b.sum));
    }

    /** How many series have events. */
    public int series() {
        return bySeries.size();
    }

    /** How many events in all. */
    public long count() {
        return bySeries.values().stream().mapToLong(Total::count).sum();
    }

    /** How many events of this series. */
    public long count(SeriesKey series) {
        return bySeries.getOrDefault(series, NONE).count;
    }

    /** How many events of all series of this tenant. */
    public long count(String tenant) {
        return bySeries.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .mapToLong(entry -> entry.getValue().count)
                .sum();
    }

    /** A line for each series whose count or sum is not exactly that of the others. */
    public List<String> differencesTo(Totals expected) {
        Set<SeriesKey> all = new HashSet<>(bySeries.keySet());
        all.addAll(expected.bySeries.keySet());
        List<String> differences = new ArrayList<>();
        for (SeriesKey series : all) {
            Total mine = bySeries.getOrDefault(series, NONE);
            Total theirs = expected.bySeries.getOrDefault(series, NONE);
            if (!mine.equals(theirs)) {
                differences.add(
                        "%s %s: count %d and sum %.0f, not %d and %.0f"
                                .formatted(
                                        series.tenant(),
                                        series.type(),
                                        mine.count,
                                        mine.sum,
                                        theirs.count,
                                        theirs.sum));
            }
        }
        return differences;
    }
}
