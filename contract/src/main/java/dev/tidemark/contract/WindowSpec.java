package dev.tidemark.contract;

import java.time.Duration;

/**
 * A window size and how long its windows are kept.
 *
 * @param size length of each window
 * @param retention how long after its start a window stays readable and accepts events
 */
public record WindowSpec(WindowSize size, Duration retention) {

    /**
     * Checks that a window outlives itself.
     *
     * @throws IllegalArgumentException if the retention is shorter than the size
     */
    public WindowSpec {
        if (retention.compareTo(size.duration()) < 0) {
            throw new IllegalArgumentException(
                    "retention of window %s must be at least its size; got %s"
                            .formatted(size, retention));
        }
    }
}
