package dev.tidemark.aggregator.topology;

import dev.tidemark.contract.SeriesKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of a metadata value by which events are broken down. */
final class DimensionValue {

    /** Longest text that stands for itself. */
    static final int MAX_LENGTH = 128;

    /** Ends a text that was longer. */
    static final String CUT = "…";

    private DimensionValue() {}

    /**
     * A text as it is, a number or truth value as JSON writes it; {@code __none__} for all else, an
     * empty text included. What is too long is cut.
     */
    static String of(@Nullable Object metadataValue) {
        return switch (metadataValue) {
            case String text -> ofText(text);
            case Number number -> cut(number.toString());
            case Boolean flag -> flag.toString();
            case null, default -> SeriesKey.Part.NONE;
        };
    }

    private static String ofText(String text) {
        if (text.isEmpty()) {
            return SeriesKey.Part.NONE;
        }
        String cut = cut(text);
        return cut.chars().anyMatch(c -> c >= Character.MIN_SURROGATE) ? storable(cut) : cut;
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = MAX_LENGTH - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + CUT;
    }

    /** Half a surrogate pair has no bytes: two such texts would meet under one key of a store. */
    private static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
