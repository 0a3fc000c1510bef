package dev.tidemark.contract.query;

import java.util.Map;

/**
 * Why the numbers of a tenant may be incomplete.
 *
 * @param dropped what was read and not counted, since the beginning
 * @param otherParts events in {@code __other__} because their dimension has more values than are
 *     kept, since the beginning, by {@code type:dimension}; those that have none are missing
 * @param restoring whether this aggregator is not done with restoring, or with taking over, some
 *     partition: events may wait there that are not counted yet
 */
public record Incomplete(
        Map<String, Drops.Dropped> dropped, Map<String, Long> otherParts, boolean restoring) {}
