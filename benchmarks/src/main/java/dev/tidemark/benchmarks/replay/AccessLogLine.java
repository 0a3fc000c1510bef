package dev.tidemark.benchmarks.replay;

import java.time.Instant;

/**
 * What one line of an access log says.
 *
 * @param client address or host name
 * @param time when the request came
 * @param method {@code -} where the request was not understood
 * @param page path without its query, as logged; {@code -} where the request was not understood
 * @param status of the response
 * @param bytes of the response's body
 */
public record AccessLogLine(
        String client, Instant time, String method, String page, int status, long bytes) {}
