package dev.tidemark.benchmarks.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A record as one line of JSON: what parent and child say to each other. */
public final class Message {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Message() {}

    /** The line. */
    public static String encode(Record message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + message, e);
        }
    }

    /**
     * What a line says.
     *
     * @throws ChildFailedException if it says something else
     */
    public static <T extends Record> T decode(String line, Class<T> type) {
        try {
            return JSON.readValue(line, type);
        } catch (JsonProcessingException e) {
            throw new ChildFailedException("not an answer: " + line, e);
        }
    }
}
