package dev.tidemark.benchmarks.peer;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Compact binary serdes: JSON in the stores would make the peer slower than it has to be. */
final class PlainSerdes {

    private static final char SEPARATOR = '\0';
    private static final int ROLLUP_BYTES = 6 * Long.BYTES;

    private PlainSerdes() {}

    /** Tenant, a zero byte, type; UTF-8. */
    static Serde<SeriesKey> series() {
        return Serdes.serdeFrom(
                (topic, series) ->
                        (series.tenant() + SEPARATOR + series.type())
                                .getBytes(StandardCharsets.UTF_8),
                (topic, bytes) -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    int separator = text.indexOf(SEPARATOR);
                    return new SeriesKey(
                            text.substring(0, separator), text.substring(separator + 1));
                });
    }

    /** Its six figures, 8 bytes each. */
    static Serde<Rollup> rollup() {
        return Serdes.serdeFrom(
                (topic, rollup) -> rollup == null ? null : write(rollup),
                (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes)));
    }

    private static byte[] write(Rollup rollup) {
        return ByteBuffer.allocate(ROLLUP_BYTES)
                .putLong(rollup.count())
                .putDouble(rollup.sum())
                .putDouble(rollup.min())
                .putDouble(rollup.max())
                .putDouble(rollup.last())
                .putLong(rollup.lastUpdateMs())
                .array();
    }

    private static Rollup read(ByteBuffer in) {
        return new Rollup(
                in.getLong(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getLong());
    }
}
