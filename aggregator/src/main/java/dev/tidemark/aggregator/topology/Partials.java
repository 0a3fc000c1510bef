package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.WindowSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The partials of one task since it last handed them on. Used by one stream thread.
 *
 * <p>Tenant, then cell, then type: with ten thousand live series an event costs as much as the
 * memory that is touched to find its sum, and the first two steps are nearly always to the same few
 * places.
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

        private final Map<Long, Map<String, Accumulator>> cells = new HashMap<>();
        private final Map<String, Accumulator> dropped = new HashMap<>();
        private long lastStartMs = Long.MIN_VALUE;
        private Map<String, Accumulator> last = Map.of();

        /** The sums of a cell, by type; the one that was asked for last is at hand. */
        Map<String, Accumulator> cell(long startMs) {
            if (startMs != lastStartMs) {
                last = cells.computeIfAbsent(startMs, key -> new HashMap<>());
                lastStartMs = startMs;
            }
            return last;
        }
    }

    /** Counts an event. */
    void count(MetricEvent event) {
        long startMs = cell.startOf(event.timestampMs());
        sum(of(event.tenant()).cell(startMs), event.type()).add(event.value(), event.timestampMs());
    }

    /** Counts an event that is dropped for this reason at this time. */
    void drop(String tenant, String reason, long atMs) {
        sum(of(tenant).dropped, reason).add(0, atMs);
    }

    private OfTenant of(String tenant) {
        OfTenant found = tenants.get(tenant);
        if (found == null) {
            found = new OfTenant();
            tenants.put(tenant, found);
        }
        return found;
    }

    private Accumulator sum(Map<String, Accumulator> sums, String name) {
        Accumulator sum = sums.get(name);
        if (sum == null) {
            sum = new Accumulator();
            sums.put(name, sum);
            size++;
        }
        return sum;
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** Forgets all. */
    void clear() {
        tenants.clear();
        size = 0;
    }

    /** Hands over those of each tenant. */
    void forEach(BiConsumer<String, List<Partial>> each) {
        tenants.forEach((tenant, all) -> each.accept(tenant, list(all)));
    }

    private static List<Partial> list(OfTenant all) {
        List<Partial> partials = new ArrayList<>();
        all.cells.forEach((startMs, sums) -> addAll(partials, Partial.Kind.COUNTED, startMs, sums));
        addAll(partials, Partial.Kind.DROPPED, 0, all.dropped);
        return partials;
    }

    private static void addAll(
            List<Partial> partials,
            Partial.Kind kind,
            long startMs,
            Map<String, Accumulator> sums) {
        sums.forEach((name, sum) -> partials.add(new Partial(kind, name, startMs, sum.toRollup())));
    }
}
