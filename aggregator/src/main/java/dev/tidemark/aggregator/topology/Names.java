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

    /**
     * Store of what was not counted: tenant and reason to a rollup of which {@code count} and
     * {@code lastUpdateMs} mean something. The tenant is empty where it cannot be told.
     */
    public static final String DROPS = "drops";

    /** Store of the client ids that were seen of late. */
    public static final String SEEN_IDS = "seen-ids";

    static final String PARTIALS = "partials";
    static final String MERGED = "merged";

    static final String EVENTS_SOURCE = "events";
    static final String TO_DEAD_LETTER = "to-dead-letter";
    static final String DEAD_LETTERS_SINK = "dead-letters";
    static final String PRE_AGGREGATE = "pre-aggregate";
    static final String ONLY_PARTIALS = "only-partials";
    static final String BY_TENANT = "by-tenant";
    static final String MERGE = "merge";

    private Names() {}

    /** Store of the windows of one size: series and window start to rollup. */
    public static String windows(WindowSize size) {
        return "windows-" + size;
    }
}
