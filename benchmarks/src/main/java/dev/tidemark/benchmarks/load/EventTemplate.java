package dev.tidemark.benchmarks.load;

import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.topic.EventCodec;
import java.nio.charset.StandardCharsets;

/**
 * An event that was encoded once, with the places at which its copies differ: encoding each anew
 * would cost more than all that is measured. Immutable.
 */
final class EventTemplate {

    /** Written where it has to be found again; all of them of 13 digits, as real times are. */
    private static final long TIMESTAMP = 1_000_000_000_001L;

    private static final long ACCEPTED_AT = 1_000_000_000_002L;
    private static final long ID_TIME = 1_000_000_000_003L;
    private static final String ID_TAIL = "zzzzzzzzzzzz";
    private static final String VALUE_FIELD = "\"value\":";
    private static final int VALUE = 987;
    private static final int TIME_DIGITS = 13;
    private static final int VALUE_DIGITS = 3;
    private static final int ACCEPTED_AFTER_MS = 4;
    private static final byte[] TAIL_ALPHABET =
            "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int timestampAt;
    private final int acceptedAt;
    private final int idTimeAt;
    private final int idTailAt;
    private final int valueAt;

    private EventTemplate(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        this.bytes = bytes;
        this.timestampAt = text.indexOf(Long.toString(TIMESTAMP));
        this.acceptedAt = text.indexOf(Long.toString(ACCEPTED_AT));
        this.idTimeAt = text.indexOf(Long.toString(ID_TIME));
        this.idTailAt = text.indexOf(ID_TAIL);
        this.valueAt = text.indexOf(VALUE_FIELD) + VALUE_FIELD.length();
    }

    /** An event of this series, as {@link SampleEvents} has it. */
    static EventTemplate of(SeriesKey series, int variant) {
        return new EventTemplate(
                EventCodec.encode(
                        SampleEvents.event(
                                series,
                                variant,
                                series.type() + '-' + ID_TIME + '-' + ID_TAIL,
                                VALUE,
                                TIMESTAMP,
                                ACCEPTED_AT)));
    }

    /** A copy with this value of three digits, at this time, and with an id of its own. */
    byte[] copy(int value, long timestampMs, long salt) {
        byte[] event = bytes.clone();
        digits(event, valueAt, VALUE_DIGITS, value);
        digits(event, timestampAt, TIME_DIGITS, timestampMs);
        digits(event, acceptedAt, TIME_DIGITS, timestampMs + ACCEPTED_AFTER_MS);
        digits(event, idTimeAt, TIME_DIGITS, timestampMs + ACCEPTED_AFTER_MS);
        long rest = salt;
        for (int i = 0; i < ID_TAIL.length(); i++) {
            event[idTailAt + i] = TAIL_ALPHABET[(int) (rest & (TAIL_ALPHABET.length - 1))];
            rest >>>= 5;
        }
        return event;
    }

    private static void digits(byte[] into, int at, int length, long number) {
        long rest = number;
        for (int i = at + length - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
