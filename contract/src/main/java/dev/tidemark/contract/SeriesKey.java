package dev.tidemark.contract;

/**
 * The name of a series: all events of one type of one tenant.
 *
 * @param tenant whose events
 * @param type which of them
 */
public record SeriesKey(String tenant, String type) {}
