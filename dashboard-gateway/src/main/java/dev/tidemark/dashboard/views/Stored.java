package dev.tidemark.dashboard.views;

import java.util.List;

/**
 * The list of one owner, as it stands in the topic and is told. Immutable, as long as nobody writes
 * to the array.
 *
 * @param revision how often it was replaced; 0 if it never was written
 * @param json revision and views, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: nobody compares them
record Stored(long revision, byte[] json) {

    /** What an owner has who never wrote. */
    static final Stored NONE = ViewsJson.stored(0, List.of());

    /** The revision as an entity tag. */
    String etag() {
        return "\"" + revision + "\"";
    }
}
