package dev.tidemark.benchmarks.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.BitSet;

/** Which events of a batch were kept, by its answer. Stateless. */
final class KeptEvents {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private KeptEvents() {}

    /**
     * Those that were looked at and not refused.
     *
     * @param body of the answer; it names every event that was refused
     * @param events how many there were in the request
     * @return their indices
     * @throws IllegalStateException if the body is no JSON
     */
    static BitSet of(String body, int events) {
        JsonNode answer = parse(body);
        BitSet kept = new BitSet();
        kept.set(0, answer.path("stopped").path("index").asInt(events));
        for (JsonNode error : answer.path("errors")) {
            kept.clear(error.path("index").asInt());
        }
        return kept;
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }
}
