package dev.tidemark.dashboard.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Numbers as the clients of a body read them. */
public final class Numbers {

    /** Beyond it, not every whole number is a double, and JavaScript would round digits. */
    private static final double MAX_EXACT = 1L << 53;

    private Numbers() {}

    /** 1703663643 and not 1.703663643E9; JSON has no infinity, which only no events have. */
    public static void write(JsonGenerator json, String field, double value) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNullField(field);
        } else if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT) {
            json.writeNumberField(field, (long) value);
        } else {
            json.writeNumberField(field, value);
        }
    }

    /** The same; null if there is none. */
    public static void writeOrNull(JsonGenerator json, String field, @Nullable Double value)
            throws IOException {
        write(json, field, value == null ? Double.NaN : value);
    }

    /** The mean of no events is null. */
    public static void writeMean(JsonGenerator json, double sum, long count) throws IOException {
        write(json, "mean", sum / count);
    }
}
