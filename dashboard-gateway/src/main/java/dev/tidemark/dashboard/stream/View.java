package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.ViewQuery;
import java.time.Duration;
import java.util.Set;

/**
 * What one dashboard looks at. Equal views are read once, however many look at them.
 *
 * @param tenant whose series
 * @param window size of the windows
 * @param range how far back, the unfinished window included; a multiple of the window's size
 * @param types which series; empty for all of the tenant's
 * @param interval between two reads
 * @param extras what the stores are asked for beyond counts and sums
 * @param rates whether rates and means are told, which are made here of counts and sums
 */
public record View(
        String tenant,
        WindowSize window,
        Duration range,
        Set<String> types,
        Duration interval,
        Extras extras,
        boolean rates) {

    /** Copies the types, and shortens the range to whole windows. */
    public View {
        types = Set.copyOf(types);
        range = window.duration().multipliedBy(range.dividedBy(window.duration()));
    }

    /** A view of counts and sums only. */
    public View(
            String tenant,
            WindowSize window,
            Duration range,
            Set<String> types,
            Duration interval) {
        this(tenant, window, range, types, interval, Extras.NONE, false);
    }

    /** How many windows of each series it shows. */
    public long buckets() {
        return range.dividedBy(window.duration());
    }

    /** What to ask the stores at this time (ms since the epoch): its last window is unfinished. */
    public ViewQuery queryAt(long nowMs) {
        long toMs = window.startOf(nowMs);
        long fromMs = toMs - (buckets() - 1) * window.lengthMs();
        return new ViewQuery(tenant, window, fromMs, toMs, types, extras);
    }
}
