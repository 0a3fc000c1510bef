package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.Rollup;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What one task has seen of one series in one cell since it last committed, or of what it did not
 * count.
 *
 * @param kind of the events
 * @param name their type, or the reason why they were not counted
 * @param cellStartMs start of the cell, ms since the epoch; 0 for events that were not counted
 * @param rollup of the events; of those that were not counted, only {@code count} and {@code
 *     lastUpdateMs} mean something
 */
record Partial(Kind kind, String name, long cellStartMs, Rollup rollup) {

    /** Where a partial belongs. */
    enum Kind {
        /** To the counter and the windows of a series. */
        COUNTED('c'),
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
                case 'd' -> DROPPED;
                default -> throw new SerializationException("a partial of unknown kind " + code);
            };
        }
    }
}
