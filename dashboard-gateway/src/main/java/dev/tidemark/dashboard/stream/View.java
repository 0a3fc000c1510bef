package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.ViewQuery;
import java.time.Duration;
import java.util.Optional;
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
 * @param part which part of each type that has its dimension; empty for the whole of each
 * @param span the times that it is fixed to, as long as the range; empty if it ends now
 */
public record View(
        String tenant,
        WindowSize window,
        Duration range,
        Set<String> types,
        Duration interval,
        Extras extras,
        boolean rates,
        Optional<SeriesKey.Part> part,
        Optional<Span> span) {

    /** Copies the types, and shortens the range to whole windows. */
    public View {
        types = Set.copyOf(types);
        range = window.duration().multipliedBy(range.dividedBy(window.duration()));
    }

    /** A view of wholes that ends now. */
    public View(
            String tenant,
            WindowSize window,
            Duration range,
            Set<String> types,
            Duration interval,
            Extras extras,
            boolean rates) {
        this(
                tenant,
                window,
                range,
                types,
                interval,
                extras,
                rates,
                Optional.empty(),
                Optional.empty());
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

    /** The same, fixed to these times. */
    public View at(Span other) {
        return new View(
                tenant,
                window,
                other.length(),
                types,
                interval,
                extras,
                rates,
                part,
                Optional.of(other));
    }

    /** How many windows of each series it shows. */
    public long buckets() {
        return range.dividedBy(window.duration());
    }

    /** The windows that it shows at this time (ms since the epoch); the last may be unfinished. */
    public Span spanAt(long nowMs) {
        long endMs = window.startOf(nowMs) + window.lengthMs();
        return span.orElseGet(() -> new Span(endMs - range.toMillis(), endMs));
    }

    /** What to ask the stores at this time (ms since the epoch). */
    public ViewQuery queryAt(long nowMs) {
        return queryOf(spanAt(nowMs));
    }

    /** What to ask the stores of these windows. */
    public ViewQuery queryOf(Span windows) {
        long lastMs = windows.toMs() - window.lengthMs();
        return new ViewQuery(tenant, window, windows.fromMs(), lastMs, types, extras, part);
    }
}
