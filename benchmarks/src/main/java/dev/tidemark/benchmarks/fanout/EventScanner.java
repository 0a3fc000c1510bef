package dev.tidemark.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.LongConsumer;

/**
 * Finds the events in the bytes of one connection, and in each the time of its publication: the
 * first total in it. It looks at no byte twice, and does not decode. For one thread.
 */
final class EventScanner {

    /** Stands before the time of publication, which has {@link Moment#DIGITS} digits. */
    static final String MARKER = "\"total\":";

    /** In place of the time, for an event whose time could not be read. */
    static final long UNREADABLE = -1;

    private static final byte[] MARK = MARKER.getBytes(US_ASCII);

    private int matched;
    private int digits;
    private long number;
    private boolean found;
    private boolean afterNewline;

    /**
     * Takes the next bytes.
     *
     * @param times gets the time of publication of each event that ends in them, in microseconds
     *     since the epoch, or {@link #UNREADABLE}
     */
    void take(byte[] bytes, int length, LongConsumer times) {
        int at = 0;
        while (at < length) {
            byte next = bytes[at++];
            if (next == '\n') {
                if (afterNewline) {
                    end(times);
                }
                afterNewline = true;
            } else {
                afterNewline = false;
                if (found) {
                    while (at < length && bytes[at] != '\n') {
                        at++;
                    }
                } else if (matched == MARK.length) {
                    takeDigit(next);
                } else {
                    seek(next);
                }
            }
        }
    }

    private void seek(byte next) {
        if (next == MARK[matched]) {
            matched++;
        } else {
            matched = next == MARK[0] ? 1 : 0;
        }
    }

    private void takeDigit(byte next) {
        if (next >= '0' && next <= '9') {
            number = number * 10 + (next - '0');
            digits++;
        } else {
            found = true;
        }
    }

    /** A block without a total is no event: a heartbeat, or the time to wait. */
    private void end(LongConsumer times) {
        if (found) {
            times.accept(digits == Moment.DIGITS ? number : UNREADABLE);
        }
        matched = 0;
        digits = 0;
        number = 0;
        found = false;
    }
}
