package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.WindowSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The partials of one task since it last handed them on. Used by one stream thread.
 *
 * <p>With ten thousand live series an event costs as much as the memory that is touched to find its
 * sum. So a series that is live keeps its place when its sum is handed on, and has the sum of its
 * newest cell at hand; one that had no event between two times is forgotten.
 */
final class Partials {

    private final WindowSize cell;
    private final Map<String, OfTenant> tenants = new HashMap<>();
    private int size;

    Partials(WindowSize cell) {
        this.cell = cell;
    }

    /** What there is of one tenant. */
    private static final class OfTenant {

        private final Map<String, OfSeries> series = new HashMap<>();
        private final Map<String, Accumulator> dropped = new HashMap<>();
    }

    /** The sums of one series, by cell. */
    private static final class OfSeries {

        private long newestMs = Long.MIN_VALUE;
        private Accumulator newest = new Accumulator();
        private Map<Long, Accumulator> older = Map.of();

        Accumulator cell(long startMs) {
            if (startMs == newestMs) {
                return newest;
            }
            if (startMs < newestMs) {
                return older().computeIfAbsent(startMs, key -> new Accumulator());
            }
            if (!newest.isEmpty()) {
                older().put(newestMs, newest);
                newest = new Accumulator();
            }
            newestMs = startMs;
            return newest;
        }

        private Map<Long, Accumulator> older() {
            if (older.isEmpty()) {
                older = new TreeMap<>();
            }
            return older;
        }

        /** Moves what there is into the list; tells whether there was anything. */
        boolean drain(String type, List<Partial> into) {
            int before = into.size();
            older.forEach((startMs, sum) -> drain(type, startMs, sum, into));
            older = Map.of();
            drain(type, newestMs, newest, into);
            return into.size() > before;
        }

        private static void drain(String type, long startMs, Accumulator sum, List<Partial> into) {
            if (!sum.isEmpty()) {
                into.add(new Partial(Partial.Kind.COUNTED, type, startMs, sum.toRollup()));
                sum.clear();
            }
        }
    }

    /** Counts an event. */
    void count(MetricEvent event) {
        add(
                of(event.tenant(), event.type()).cell(cell.startOf(event.timestampMs())),
                event.value(),
                event.timestampMs());
    }

    /** Counts an event that is dropped for this reason at this time. */
    void drop(String tenant, String reason, long atMs) {
        add(of(tenant).dropped.computeIfAbsent(reason, key -> new Accumulator()), 0, atMs);
    }

    private void add(Accumulator sum, double value, long timestampMs) {
        if (sum.isEmpty()) {
            size++;
        }
        sum.add(value, timestampMs);
    }

    private OfSeries of(String tenant, String type) {
        Map<String, OfSeries> all = of(tenant).series;
        OfSeries found = all.get(type);
        if (found == null) {
            found = new OfSeries();
            all.put(type, found);
        }
        return found;
    }

    private OfTenant of(String tenant) {
        OfTenant found = tenants.get(tenant);
        if (found == null) {
            found = new OfTenant();
            tenants.put(tenant, found);
        }
        return found;
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** Hands over those of each tenant, and begins anew. */
    void drain(BiConsumer<String, List<Partial>> each) {
        Iterator<Map.Entry<String, OfTenant>> all = tenants.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, OfTenant> tenant = all.next();
            List<Partial> partials = drain(tenant.getValue());
            if (partials.isEmpty()) {
                all.remove();
            } else {
                each.accept(tenant.getKey(), partials);
            }
        }
        size = 0;
    }

    private static List<Partial> drain(OfTenant tenant) {
        List<Partial> partials = new ArrayList<>();
        tenant.series
                .entrySet()
                .removeIf(series -> !series.getValue().drain(series.getKey(), partials));
        tenant.dropped.forEach(
                (reason, sum) ->
                        partials.add(new Partial(Partial.Kind.DROPPED, reason, 0, sum.toRollup())));
        tenant.dropped.clear();
        return partials;
    }

    /** Forgets all. */
    void clear() {
        tenants.clear();
        size = 0;
    }
}
