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

    private final Map<String, Rollup> counters = new LinkedHashMap<>();
    private final List<WindowRollup> windows = new ArrayList<>();
    private final Map<String, Sketched> counterSketches = new LinkedHashMap<>();
    private final Map<String, Sketched> rangeSketches = new LinkedHashMap<>();
    private final List<OfWindow> windowSketches = new ArrayList<>();
    private final Merged rangeOfAll = new Merged();

    private ViewReader(ViewQuery query, PartitionStores stores, DetailSettings kept) {
        this.query = query;
        this.stores = stores;
        this.kept = kept;
    }

    /**
     * Reads all that a query asks for, and nothing else.
     *
     * @param kept says which types have which dimensions
     */
    static ViewAnswer read(ViewQuery query, PartitionStores stores, DetailSettings kept) {
        return new ViewReader(query, stores, kept).read();
    }

    private ViewAnswer read() {
        Extras extras = query.extras();
        stores.counters(query.tenant()).forEach(this::take);
        String position = stores.position();
        counters.keySet().forEach(this::readWindows);
        return new ViewAnswer(
                counters, windows, position, extras.isNone() ? null : details(extras));
    }

    private void take(String type, SketchedRollup counter) {
        if (query.types().isEmpty() || query.types().contains(type)) {
            counters.put(type, counter.rollup());
            if (query.extras().sketches()) {
                counterSketches.put(type, Merged.of(counter).sketched(query.extras()));
            }
        }
    }

    private void readWindows(String type) {
        Merged range = new Merged();
        stores.windows(
                query.window(),
                new SeriesKey(query.tenant(), type),
                query.fromMs(),
                query.toMs(),
                (startMs, found) -> {
                    windows.add(new WindowRollup(type, startMs, found.rollup()));
                    if (query.extras().sketches()) {
                        Merged one = Merged.of(found);
                        windowSketches.add(
                                new OfWindow(type, startMs, one.sketched(query.extras())));
                        range.add(one);
                    }
                });
        if (query.extras().sketches()) {
            rangeSketches.put(type, range.sketched(query.extras()));
            rangeOfAll.add(range);
        }
    }

    private Details details(Extras extras) {
        return new Details(
                counterSketches,
                rangeSketches,
                extras.users() ? rangeOfAll.users() : null,
                windowSketches,
                extras.breakdown().map(this::breakdowns).orElse(List.of()));
    }

    private List<Breakdown> breakdowns(Extras.By by) {
        return counters.keySet().stream()
                .filter(type -> kept.dimensions(type).contains(by.dimension()))
                .map(type -> BreakdownReader.read(query, type, by, stores))
                .toList();
    }
}
