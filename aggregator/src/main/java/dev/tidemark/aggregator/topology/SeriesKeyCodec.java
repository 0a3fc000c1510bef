package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A series as the key of a store, UTF-8: tenant, a zero byte, type; or of a part: tenant, a byte of
 * one, type, a zero byte, dimension, a zero byte, value.
 *
 * <p>Names hold no such bytes, and values come last. So all wholes of a tenant stand next to each
 * other, in the order of their types, and all values of a dimension of a type elsewhere: who reads
 * the ones does not pass over the others. Thread-safe.
 */
final class SeriesKeyCodec {

    private static final char SEPARATOR = '\0';
    private static final char OF_PART = '\1';

    private SeriesKeyCodec() {}

    static Serde<SeriesKey> serde() {
        return Serdes.serdeFrom(
                (topic, series) -> series == null ? null : encode(series),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }

    static byte[] encode(SeriesKey series) {
        SeriesKey.Part part = series.part();
        String text =
                part == null
                        ? series.tenant() + SEPARATOR + series.type()
                        : series.tenant()
                                + OF_PART
                                + series.type()
                                + SEPARATOR
                                + part.dimension()
                                + SEPARATOR
                                + part.value();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static SeriesKey decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int tenantEnd = 0;
        while (tenantEnd < text.length() && text.charAt(tenantEnd) > OF_PART) {
            tenantEnd++;
        }
        if (tenantEnd == text.length()) {
            throw new SerializationException("not the key of a series: no separator");
        }
        String tenant = text.substring(0, tenantEnd);
        return text.charAt(tenantEnd) == SEPARATOR
                ? new SeriesKey(tenant, text.substring(tenantEnd + 1))
                : part(tenant, text.substring(tenantEnd + 1).split("\0", 3));
    }

    private static SeriesKey part(String tenant, String[] typeDimensionValue) {
        if (typeDimensionValue.length < 3) {
            throw new SerializationException("not the key of a part: too few separators");
        }
        return new SeriesKey(tenant, typeDimensionValue[0])
                .part(typeDimensionValue[1], typeDimensionValue[2]);
    }
}
