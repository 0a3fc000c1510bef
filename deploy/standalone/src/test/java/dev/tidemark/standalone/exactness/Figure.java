package dev.tidemark.standalone.exactness;

import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that is counted: a counter, or one window of one size.
 *
 * @param window the window's size; empty for the counter since the beginning
 * @param startMs start of the window, milliseconds since the epoch; 0 for the counter
 */
record Figure(SeriesKey series, Optional<WindowSize> window, long startMs) {

    static Figure counter(SeriesKey series) {
        return new Figure(series, Optional.empty(), 0);
    }

    static Figure window(SeriesKey series, WindowSize size, long startMs) {
        return new Figure(series, Optional.of(size), startMs);
    }

    @Override
    public String toString() {
        String name = series.tenant() + "/" + series.type();
        return window.map(size -> name + " " + size + " from " + Instant.ofEpochMilli(startMs))
                .orElse(name + " counter");
    }
}
