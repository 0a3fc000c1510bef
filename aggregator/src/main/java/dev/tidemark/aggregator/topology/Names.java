package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.WindowSize;

/**
 * The names of the topology's nodes, stores and internal topics.
 *
 * <p>They are a compatibility contract: stores and internal topics are found again by them after an
 * upgrade, so a rename is a migration. {@code TopologyShapeTest} holds the whole topology's text.
 */
public final class Names {

    /** Store of the counters: series to rollup since the beginning. */
    public static final String COUNTERS = "counters";

    static final String EVENTS_SOURCE = "events";
    static final String DECODE = "decode";
    static final String TO_DEAD_LETTER = "to-dead-letter";
    static final String DEAD_LETTERS_SINK = "dead-letters";
    static final String TO_PARTIAL = "to-partial";
    static final String BY_TENANT = "by-tenant";
    static final String COUNT = "count";

    private Names() {}

    /** Store of the windows of one size: series and window start to rollup. */
    public static String windows(WindowSize size) {
        return "windows-" + size;
    }

    static String countWindows(WindowSize size) {
        return "count-" + windows(size);
    }
}
