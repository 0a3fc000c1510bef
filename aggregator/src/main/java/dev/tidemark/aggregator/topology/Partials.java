package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The partials of one task since it last handed them on. Used by one stream thread.
 *
 * <p>With ten thousand live series an event costs as much as the memory that is touched to find its
 * sum. So a series that is live keeps its place when its sum is handed on, and has the sum of its
 * newest cell at hand; one that had no event between two times is forgotten.
 */
final class Partials {

    /**
     * Of a dimension, so many values have a place, for each that can have a series: the second
     * phase, which knows more, chooses among them.
     */
    private static final int PLACES_FOR_A_SERIES = 4;

    /** With so many events, sketches have become large. */
    private static final int MANY_EVENTS = 256;

    /** Some 4 KB. */
    private static final int WEIGHT_OF_LARGE_SKETCH = 4096 / Accumulator.BYTES_OF_WEIGHT;

    private static final Comparator<Partial> HEAVIEST_FIRST =
            Comparator.comparingLong((Partial partial) -> partial.sums().rollup().count())
                    .reversed();

    private final WindowSize cell;
    private final DetailSettings details;
    private final Map<String, OfTenant> tenants = new HashMap<>();
    private int size;

    Partials(WindowSize cell, DetailSettings details) {
        this.cell = cell;
        this.details = details;
    }

    /** What there is of one tenant. */
    private final class OfTenant {

        private final Map<String, OfType> types = new HashMap<>();
        private final Map<String, Accumulator> dropped = new HashMap<>();

        OfType type(String name) {
            OfType found = types.get(name);
            if (found == null) {
                found = new OfType(name);
                types.put(name, found);
            }
            return found;
        }

        List<Partial> drain() {
            List<Partial> partials = new ArrayList<>();
            types.values().removeIf(type -> !type.drain(partials));
            dropped.forEach((reason, sum) -> partials.add(Partial.dropped(reason, sum.toRollup())));
            dropped.clear();
            return partials;
        }
    }

    /** A whole, and its parts. */
    private final class OfType {

        private final String name;
        private final boolean percentiles;
        private final OfSeries whole = new OfSeries();
        private final List<OfDimension> dimensions;

        OfType(String name) {
            this.name = name;
            this.percentiles = details.percentiles().contains(name);
            this.dimensions = details.dimensions(name).stream().map(OfDimension::new).toList();
        }

        void count(MetricEvent event) {
            long startMs = cell.startOf(event.timestampMs());
            Accumulator sum = add(whole, startMs, event);
            String user = event.userId();
            if (user != null && details.users()) {
                sum.addUser(user);
            }
            for (int i = 0; i < dimensions.size(); i++) {
                OfDimension dimension = dimensions.get(i);
                add(dimension.part(event.metadata().get(dimension.name)), startMs, event);
            }
        }

        private Accumulator add(OfSeries series, long startMs, MetricEvent event) {
            Accumulator sum = series.cell(startMs);
            if (sum.isEmpty()) {
                size++;
            }
            sum.add(event.value(), event.timestampMs());
            if (percentiles) {
                sum.addToQuantiles(event.value());
            }
            if (sum.count() == MANY_EVENTS && (percentiles || details.users())) {
                size += WEIGHT_OF_LARGE_SKETCH;
            }
            return sum;
        }

        /** Moves what there is into the list; tells whether there was anything. */
        boolean drain(List<Partial> into) {
            boolean any = whole.drain(name, null, into);
            for (OfDimension dimension : dimensions) {
                dimension.drain(name, into);
            }
            return any;
        }
    }

    /** The parts of a whole in one dimension. */
    private final class OfDimension {

        private final String name;
        private final Map<String, OfSeries> parts = new HashMap<>();

        OfDimension(String name) {
            this.name = name;
        }

        OfSeries part(@Nullable Object metadataValue) {
            String value = DimensionValue.of(metadataValue);
            OfSeries found = parts.get(value);
            if (found != null) {
                return found;
            }
            boolean hasRoom = parts.size() < PLACES_FOR_A_SERIES * details.maxValues();
            return parts.computeIfAbsent(
                    hasRoom ? value : SeriesKey.Part.OTHER, key -> new OfSeries());
        }

        /** Moves what there is into the list; the heaviest first, if there is no room for all. */
        void drain(String type, List<Partial> into) {
            int before = into.size();
            parts.entrySet()
                    .removeIf(
                            part ->
                                    !part.getValue()
                                            .drain(
                                                    type,
                                                    new SeriesKey.Part(name, part.getKey()),
                                                    into));
            if (into.size() - before > details.maxValues()) {
                into.subList(before, into.size()).sort(HEAVIEST_FIRST);
            }
        }
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
        boolean drain(String type, SeriesKey.@Nullable Part part, List<Partial> into) {
            int before = into.size();
            older.forEach((startMs, sum) -> drain(type, part, startMs, sum, into));
            older = Map.of();
            drain(type, part, newestMs, newest, into);
            return into.size() > before;
        }

        private static void drain(
                String type,
                SeriesKey.@Nullable Part part,
                long startMs,
                Accumulator sum,
                List<Partial> into) {
            if (!sum.isEmpty()) {
                into.add(Partial.counted(type, part, startMs, sum.toRollup()));
                sum.clear();
            }
        }
    }

    /** Counts an event. */
    void count(MetricEvent event) {
        of(event.tenant()).type(event.type()).count(event);
    }

    /** Counts an event that is dropped for this reason at this time. */
    void drop(String tenant, String reason, long atMs) {
        Accumulator sum =
                of(tenant)
                        .dropped
                        .computeIfAbsent(
                                reason,
                                key -> {
                                    size++;
                                    return new Accumulator();
                                });
        sum.add(0, atMs);
    }

    private OfTenant of(String tenant) {
        OfTenant found = tenants.get(tenant);
        if (found == null) {
            found = new OfTenant();
            tenants.put(tenant, found);
        }
        return found;
    }

    /** How many there are; one with large sketches counts as several. */
    int size() {
        return size;
    }

    /** Hands over those of each tenant, and begins anew. */
    void drain(BiConsumer<String, List<Partial>> each) {
        var all = tenants.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, OfTenant> tenant = all.next();
            List<Partial> partials = tenant.getValue().drain();
            if (partials.isEmpty()) {
                all.remove();
            } else {
                each.accept(tenant.getKey(), partials);
            }
        }
        size = 0;
    }

    /** Forgets all. */
    void clear() {
        tenants.clear();
        size = 0;
    }
}
