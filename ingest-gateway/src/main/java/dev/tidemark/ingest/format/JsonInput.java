package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** How JSON from outside is read, whatever it says. */
public final class JsonInput {

    /** Characters of a number. */
    public static final int MAX_NUMBER_LENGTH = 1_000;

    static final int MAX_NAME_LENGTH = 256;

    private JsonInput() {}

    /**
     * Makes parsers of UTF-8 within the limits of numbers and names.
     *
     * @param maxNesting levels of objects and arrays
     * @param maxStringLength characters of one string
     */
    public static JsonFactoryBuilder within(int maxNesting, int maxStringLength) {
        return new JsonFactoryBuilder()
                // Names come from outside: to intern them would let callers fill that table.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // JSON between systems is UTF-8 (RFC 8259, 8.1); nothing is guessed.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNumberLength(MAX_NUMBER_LENGTH)
                                .maxNameLength(MAX_NAME_LENGTH)
                                .maxNestingDepth(maxNesting)
                                .maxStringLength(maxStringLength)
                                .build());
    }
}
