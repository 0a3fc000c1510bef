package dev.tidemark.dashboard.api;

import dev.tidemark.contract.WindowSize;
import dev.tidemark.dashboard.stream.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a series goes on: the windows that were not told yet. Holds the end as well, so that the
 * pages of a range that counts back from now end where the first one would have. Clients treat it
 * as opaque.
 *
 * @param rest what is left of the series
 */
record Cursor(Span rest) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})");

    /** The cursor that is written so; none if it is not one of a series of such windows. */
    static Optional<Cursor> parse(String written, WindowSize window) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Span rest = new Span(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        boolean whole =
                window.startOf(rest.fromMs()) == rest.fromMs()
                        && window.startOf(rest.toMs()) == rest.toMs();
        return whole && !rest.isEmpty() ? Optional.of(new Cursor(rest)) : Optional.empty();
    }

    /** As {@link #parse} reads it. */
    String written() {
        return rest.fromMs() + "-" + rest.toMs();
    }
}
