package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What one task has seen of one series in one cell since it last committed, or of what it did not
 * count.
 *
 * @param kind of the events
 * @param name their type, or the reason why they were not counted
 * @param part which part of the type's events; null for the whole, and of those not counted
 * @param cellStartMs start of the cell, ms since the epoch; 0 for events that were not counted
 * @param sums of the events; of those that were not counted, only {@code count} and {@code
 *     lastUpdateMs} mean something
 */
record Partial(
        Kind kind,
        String name,
        SeriesKey.@Nullable Part part,
        long cellStartMs,
        SketchedRollup sums) {

    /** Where a partial belongs. */
    enum Kind {
        /** To the counter and the windows of a whole. */
        COUNTED('c'),
        /** To those of a part. */
        PART('p'),
        /** To the number of events that were dropped for a reason. */
        DROPPED('d');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        /** How it is written. */
        byte code() {
            return (byte) code;
        }

        /**
         * The kind that is written so.
         *
         * @throws SerializationException if there is none
         */
        static Kind ofCode(byte code) {
            return switch (code) {
                case 'c' -> COUNTED;
                case 'p' -> PART;
                case 'd' -> DROPPED;
                default -> throw new SerializationException("a partial of unknown kind " + code);
            };
        }
    }

    /** Of a series. */
    static Partial counted(
            String type, SeriesKey.@Nullable Part part, long cellStartMs, SketchedRollup sums) {
        return new Partial(part == null ? Kind.COUNTED : Kind.PART, type, part, cellStartMs, sums);
    }

    /** Of what was not counted for this reason. */
    static Partial dropped(String reason, SketchedRollup sums) {
        return new Partial(Kind.DROPPED, reason, null, 0, sums);
    }
}
