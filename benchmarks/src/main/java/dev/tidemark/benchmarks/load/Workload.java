package dev.tidemark.benchmarks.load;

import dev.tidemark.contract.SeriesKey;
import java.util.List;

/**
 * Which series there are, and how events are spread over them.
 *
 * @param tenants how many
 * @param types of each tenant
 * @param hotShare share of all events that falls on the first series; 0 for an even spread
 * @param clientIds whether each event carries an id of its client's own, no two the same
 */
public record Workload(int tenants, int types, double hotShare, boolean clientIds) {

    private static final List<String> TYPES =
            List.of("page_view", "api_call", "purchase", "search", "login");

    /** Without ids of the clients' own. */
    public Workload(int tenants, int types, double hotShare) {
        this(tenants, types, hotShare, false);
    }

    /** The same with an id of its client's own in each event. */
    public Workload withClientIds() {
        return new Workload(tenants, types, hotShare, true);
    }

    /** How many series. */
    public int series() {
        return tenants * types;
    }

    /** The series with this index, from 0 on. */
    public SeriesKey key(int series) {
        return new SeriesKey(tenant(series % tenants), type(series / tenants));
    }

    /** The tenant with this index, from 0 on. */
    public String tenant(int index) {
        return "tenant-%03d".formatted(index);
    }

    private static String type(int index) {
        int version = index / TYPES.size();
        String name = TYPES.get(index % TYPES.size());
        return version == 0 ? name : name + "_" + version;
    }
}
