package dev.tidemark.contract.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The protocol's records as JSON. Thread-safe. */
public final class QueryCodec {

    /** Fields that are not known are skipped, so that an aggregator can be upgraded first. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private QueryCodec() {}

    /** An {@link Owner} or {@link ViewAnswer} as UTF-8 JSON. */
    public static byte[] encode(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message of the protocol: " + message, e);
        }
    }

    /**
     * The message that these bytes are.
     *
     * @throws IOException if they are not one
     */
    public static <T> T decode(byte[] bytes, Class<T> type) throws IOException {
        return JSON.readValue(bytes, type);
    }
}
