/**
 * An access log, sent to a running Tidemark as if it happened now.
 *
 * <p>Data flow: {@code LogInput} opens the file and undoes gzip, {@code LineReader} cuts it into
 * lines of bounded length, {@link dev.tidemark.benchmarks.replay.AccessLogParser} understands a
 * line, {@code LogEvents} makes it an event, {@code Schedule} says when it is due, {@code Replayer}
 * sends it and {@code Tally} counts what became of it.
 */
@NullMarked
package dev.tidemark.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
