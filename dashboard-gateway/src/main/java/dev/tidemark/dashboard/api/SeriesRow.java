package dev.tidemark.dashboard.api;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Details.OfWindow;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.ViewAnswer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One window of one type.
 *
 * @param type of the events
 * @param startMs start of the window, milliseconds since the epoch
 * @param rollup of the events
 * @param sketched what sketches tell, if they were asked
 */
record SeriesRow(String type, long startMs, Rollup rollup, Sketched sketched) {

    private static final Comparator<SeriesRow> OLDEST_FIRST =
            Comparator.comparingLong(SeriesRow::startMs).thenComparing(SeriesRow::type);

    private record Key(String type, long startMs) {}

    /** All windows of an answer, the oldest first, then by type. */
    static List<SeriesRow> of(ViewAnswer answer) {
        Map<Key, Sketched> sketches = new HashMap<>();
        Details details = answer.details();
        if (details != null) {
            for (OfWindow window : details.windows()) {
                sketches.put(new Key(window.type(), window.startMs()), window.sketched());
            }
        }
        return answer.windows().stream()
                .map(
                        window ->
                                new SeriesRow(
                                        window.type(),
                                        window.startMs(),
                                        window.rollup(),
                                        sketches.getOrDefault(
                                                new Key(window.type(), window.startMs()),
                                                Sketched.NOTHING)))
                .sorted(OLDEST_FIRST)
                .toList();
    }
}
