package dev.tidemark.contract.query;

import dev.tidemark.contract.Rollup;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the stores held for a {@link ViewQuery}.
 *
 * @param counters by type, in the order of their names
 * @param windows those that have events, by type and then by start, ascending
 * @param position how far the store had read its input: {@code partition:offset}, comparable only
 *     between answers for the same tenant
 * @param details what was asked for beyond that; null if nothing was
 * @param newest of the events that were merged, the one that was accepted last; null if none was
 *     since the aggregator began, or by an older aggregator
 */
public record ViewAnswer(
        Map<String, Rollup> counters,
        List<WindowRollup> windows,
        String position,
        @Nullable Details details,
        @Nullable Newest newest) {

    /** An answer that does not tell how fresh it is. */
    public ViewAnswer(
            Map<String, Rollup> counters,
            List<WindowRollup> windows,
            String position,
            @Nullable Details details) {
        this(counters, windows, position, details, null);
    }

    /** An answer to a question without extras. */
    public ViewAnswer(Map<String, Rollup> counters, List<WindowRollup> windows, String position) {
        this(counters, windows, position, null, null);
    }

    /** The same, telling how fresh it is. */
    public ViewAnswer with(Newest other) {
        return new ViewAnswer(counters, windows, position, details, other);
    }

    /**
     * How long the newest event of a tenant took. Durations are of one machine's clock each, so
     * that the gateway's does not matter.
     *
     * @param acceptedAtMs when it was written to the events topic, milliseconds since the epoch
     * @param toStoreMs from then until it could be read from the stores
     * @param inStoreMs from then until the stores were read for this answer
     */
    public record Newest(long acceptedAtMs, long toStoreMs, long inStoreMs) {}

    /**
     * The rollup of one window of one series.
     *
     * @param type of the series
     * @param startMs start of the window, milliseconds since the epoch
     * @param rollup of its events
     */
    public record WindowRollup(String type, long startMs, Rollup rollup) {}
}
