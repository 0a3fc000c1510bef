package dev.tidemark.aggregator.query;

import dev.tidemark.aggregator.topology.DetailSettings;
import dev.tidemark.aggregator.topology.SketchedRollup;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Details.Breakdown;
import dev.tidemark.contract.query.Details.OfWindow;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.Incomplete;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import dev.tidemark.contract.query.ViewQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers one view from the stores of its partition: each window is read once. Single use. */
final class ViewReader {

    private final ViewQuery query;
    private final PartitionStores stores;
    private final DetailSettings kept;
    private final boolean restoring;
    private final List<String> types = new ArrayList<>();
    private final Map<String, Rollup> counters = new LinkedHashMap<>();
    private final List<WindowRollup> windows = new ArrayList<>();
    private final Map<String, Sketched> counterSketches = new LinkedHashMap<>();
    private final Map<String, Sketched> rangeSketches = new LinkedHashMap<>();
    private final List<OfWindow> windowSketches = new ArrayList<>();
    private final Merged rangeOfAll = new Merged();

    private ViewReader(
            ViewQuery query, PartitionStores stores, DetailSettings kept, boolean restoring) {
        this.restoring = restoring;
        this.query = query;
        this.stores = stores;
        this.kept = kept;
    }

    /**
     * Reads all that a query asks for, and nothing else.
     *
     * @param kept says which types have which dimensions
     * @param restoring whether this aggregator is not done with restoring its partitions
     */
    static ViewAnswer read(
            ViewQuery query, PartitionStores stores, DetailSettings kept, boolean restoring) {
        return new ViewReader(query, stores, kept, restoring).read();
    }

    private ViewAnswer read() {
        Extras extras = query.extras();
        stores.counters(query.tenant()).forEach(this::takeWhole);
        String position = stores.position();
        query.part().ifPresent(this::takeParts);
        counters.keySet().forEach(this::readWindows);
        return new ViewAnswer(
                counters, windows, position, extras.isNone() ? null : details(extras));
    }

    private void takeWhole(String type, SketchedRollup counter) {
        if (query.types().isEmpty() || query.types().contains(type)) {
            types.add(type);
            if (query.part().isEmpty()) {
                take(type, counter);
            }
        }
    }

    /** Of each type that has the dimension, if it ever had the value. */
    private void takeParts(SeriesKey.Part part) {
        for (String type : types) {
            if (kept.dimensions(type).contains(part.dimension())) {
                stores.counter(series(type)).ifPresent(counter -> take(type, counter));
            }
        }
    }

    private void take(String type, SketchedRollup counter) {
        counters.put(type, counter.rollup());
        if (query.extras().sketches()) {
            counterSketches.put(type, sketched(Merged.of(counter)));
        }
    }

    /** What is told of a type: its whole, or the part that is asked for. */
    private SeriesKey series(String type) {
        return new SeriesKey(query.tenant(), type, query.part().orElse(null));
    }

    /** Users are kept of wholes only. */
    private Sketched sketched(Merged merged) {
        Sketched told = merged.sketched(query.extras());
        return query.part().isPresent() ? new Sketched(told.percentiles(), null) : told;
    }

    private void readWindows(String type) {
        Merged range = new Merged();
        stores.windows(
                query.window(),
                series(type),
                query.fromMs(),
                query.toMs(),
                (startMs, found) -> {
                    windows.add(new WindowRollup(type, startMs, found.rollup()));
                    if (query.extras().sketches()) {
                        Merged one = Merged.of(found);
                        windowSketches.add(new OfWindow(type, startMs, sketched(one)));
                        range.add(one);
                    }
                });
        if (query.extras().sketches()) {
            rangeSketches.put(type, sketched(range));
            rangeOfAll.add(range);
        }
    }

    private Details details(Extras extras) {
        return new Details(
                counterSketches,
                rangeSketches,
                extras.users() && query.part().isEmpty() ? rangeOfAll.users() : null,
                windowSketches,
                extras.breakdown().map(this::breakdowns).orElse(List.of()),
                extras.incomplete() ? incomplete() : null);
    }

    /** Always of wholes: which events have two values is not kept. */
    private List<Breakdown> breakdowns(Extras.By by) {
        List<Breakdown> breakdowns = new ArrayList<>();
        for (String type : types) {
            for (String dimension : kept.dimensions(type)) {
                if (by.asksFor(dimension)) {
                    SeriesKey whole = new SeriesKey(query.tenant(), type);
                    breakdowns.add(BreakdownReader.read(query, whole, dimension, by, stores));
                }
            }
        }
        return breakdowns;
    }

    private Incomplete incomplete() {
        Map<String, Long> otherParts = new LinkedHashMap<>();
        for (String type : types) {
            for (String dimension : kept.dimensions(type)) {
                stores.counter(
                                new SeriesKey(query.tenant(), type)
                                        .part(dimension, SeriesKey.Part.OTHER))
                        .ifPresent(
                                other ->
                                        otherParts.put(
                                                type + ":" + dimension, other.rollup().count()));
            }
        }
        return new Incomplete(stores.drops(query.tenant()).byReason(), otherParts, restoring);
    }
}
