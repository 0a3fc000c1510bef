package dev.tidemark.dashboard.api;

import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.stream.Span;
import dev.tidemark.dashboard.stream.View;
import java.util.Optional;

/**
 * Some windows of a series, and where it goes on.
 *
 * @param view of the series
 * @param told the windows of this page
 * @param rest those after them; empty on the last page
 * @param answer what the stores held for them
 * @param readAtMs when they were read, milliseconds since the epoch
 */
record SeriesPage(View view, Span told, Span rest, ViewAnswer answer, long readAtMs) {

    /** Where the next page begins, if there is one. */
    Optional<Cursor> next() {
        return rest.isEmpty() ? Optional.empty() : Optional.of(new Cursor(rest));
    }

    /** Whether the window was not over when it was read: it may get more events. */
    boolean isPartial(SeriesRow row) {
        return row.startMs() + view.window().lengthMs() > readAtMs;
    }
}
