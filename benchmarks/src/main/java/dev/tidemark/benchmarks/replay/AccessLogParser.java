package dev.tidemark.benchmarks.replay;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of Apache's common or combined log format.
 *
 * <p>{@code client ident user [day/month/year:hour:minute:second zone] "request" status bytes ...}
 *
 * <p>A scanner in place of a regular expression: its time is linear in the line's length whatever
 * the line holds. What follows the bytes is not looked at. A user may hold spaces and brackets, a
 * request may hold quotes: the field's end is where the rest of the line fits. A request that is
 * not one ({@code -}, the first bytes of a TLS handshake) still got an answer, so its line counts,
 * with the method and the page {@code -}. Stateless.
 */
public final class AccessLogParser {

    private static final int STATUS_DIGITS = 3;
    private static final int MAX_BYTES_DIGITS = 18;

    private AccessLogParser() {}

    /** What the line says; empty if it is not in this format. Never throws. */
    public static Optional<AccessLogLine> parse(String line) {
        int clientEnd = line.indexOf(' ');
        int open = clientEnd < 1 ? -1 : line.indexOf(" [", clientEnd);
        while (open >= 0) {
            Instant time = LogTime.at(line, open + 2);
            int quote = open + 2 + LogTime.LENGTH + 2;
            if (time != null && line.startsWith("] \"", quote - 2)) {
                return afterTime(line, line.substring(0, clientEnd), time, quote + 1);
            }
            open = line.indexOf(" [", open + 1);
        }
        return Optional.empty();
    }

    private static Optional<AccessLogLine> afterTime(
            String line, String client, Instant time, int requestStart) {
        for (int i = requestStart; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                Result result = resultAt(line, i + 1);
                if (result != null) {
                    RequestLine request = RequestLine.of(line.substring(requestStart, i));
                    return Optional.of(
                            new AccessLogLine(
                                    client,
                                    time,
                                    request.method(),
                                    request.page(),
                                    result.status(),
                                    result.bytes()));
                }
            }
        }
        return Optional.empty();
    }

    /** Reads {@code " 200 5"}, to the line's end or a space; null if that does not stand there. */
    private static @Nullable Result resultAt(String line, int start) {
        int statusEnd = start + 1 + STATUS_DIGITS;
        if (!isSpace(line, start) || digitsEnd(line, start + 1) != statusEnd) {
            return null;
        }
        int bytesStart = statusEnd + 1;
        boolean none = line.startsWith("-", bytesStart);
        int bytesEnd = none ? bytesStart + 1 : digitsEnd(line, bytesStart);
        boolean ends = bytesEnd == line.length() || isSpace(line, bytesEnd);
        if (!isSpace(line, statusEnd) || bytesEnd == bytesStart || !ends) {
            return null;
        }
        int status = Integer.parseInt(line, start + 1, statusEnd, 10);
        long bytes = none ? 0 : Long.parseLong(line, bytesStart, bytesEnd, 10);
        return status < 100 ? null : new Result(status, bytes);
    }

    private static boolean isSpace(String line, int at) {
        return at < line.length() && line.charAt(at) == ' ';
    }

    /** Where the digits that begin here end; no more of them than a long can hold. */
    private static int digitsEnd(String line, int start) {
        int end = start;
        int max = Math.min(line.length(), start + MAX_BYTES_DIGITS);
        while (end < max && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private record Result(int status, long bytes) {}
}
