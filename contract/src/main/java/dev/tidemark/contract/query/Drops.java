package dev.tidemark.contract.query;

import java.util.Map;

/**
 * What was read and not counted, of one tenant, since the beginning.
 *
 * @param byReason {@code undecodable}: no event, see the dead letters; {@code duplicate}: its
 *     client's id was seen of late; {@code late_1m} and so on: the window of this size had left
 *     retention, while the counter and the windows that are kept longer have it
 */
public record Drops(Map<String, Dropped> byReason) {

    /**
     * The events of one reason.
     *
     * @param count how many
     * @param lastMs when the newest of them was written to the events topic, ms since the epoch
     */
    public record Dropped(long count, long lastMs) {}
}
