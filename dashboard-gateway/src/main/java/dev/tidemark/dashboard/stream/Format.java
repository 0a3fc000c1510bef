package dev.tidemark.dashboard.stream;

/** What follows the first event of a stream. */
enum Format {
    /** The whole state each time: {@code event: update}. */
    FULL,
    /** What changed since the event before: {@code event: delta}; after a gap the whole again. */
    DELTA
}
