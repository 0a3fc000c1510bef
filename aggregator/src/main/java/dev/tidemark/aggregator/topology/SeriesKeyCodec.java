package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A series as the key of a store: tenant, one zero byte, type; both UTF-8.
 *
 * <p>Names hold no zero byte, so all series of a tenant stand next to each other, in the order of
 * their types. Thread-safe.
 */
final class SeriesKeyCodec {

    private static final char SEPARATOR = '\0';

    private SeriesKeyCodec() {}

    static Serde<SeriesKey> serde() {
        return Serdes.serdeFrom(
                (topic, series) -> series == null ? null : encode(series),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }

    static byte[] encode(SeriesKey series) {
        return (series.tenant() + SEPARATOR + series.type()).getBytes(StandardCharsets.UTF_8);
    }

    static SeriesKey decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new SerializationException("not the key of a series: no separator");
        }
        return new SeriesKey(text.substring(0, separator), text.substring(separator + 1));
    }
}
