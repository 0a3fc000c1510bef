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
 */
public record ViewAnswer(
        Map<String, Rollup> counters,
        List<WindowRollup> windows,
        String position,
        @Nullable Details details) {

    /** An answer to a question without extras. */
    public ViewAnswer(Map<String, Rollup> counters, List<WindowRollup> windows, String position) {
        this(counters, windows, position, null);
    }

    /**
     * The rollup of one window of one series.
     *
     * @param type of the series
     * @param startMs start of the window, milliseconds since the epoch
     * @param rollup of its events
     */
    public record WindowRollup(String type, long startMs, Rollup rollup) {}
}
