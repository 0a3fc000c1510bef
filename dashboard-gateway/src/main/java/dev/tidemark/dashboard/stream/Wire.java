package dev.tidemark.dashboard.stream;

/**
 * How the bytes of a stream travel.
 *
 * @param gzip whether they are compressed
 * @param chunked whether each piece is framed as a chunk of HTTP/1.1; otherwise the server does it
 */
record Wire(boolean gzip, boolean chunked) {}
