package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tidemark.contract.http.Problem.FieldError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Reads the body of {@code POST /metrics/track}: one JSON object in UTF-8.
 *
 * <p>One pass over the bytes, without a tree. It reads on after a wrong field, so that all of them
 * are told together; only JSON that cannot be parsed ends the reading. Never throws for what the
 * bytes hold. Thread-safe.
 */
public final class TrackParser implements EventParser {

    /** Above the limit for metadata, which reports itself; this one bounds what is ignored. */
    static final int MAX_NESTING = 32;

    /** The name under which faults of the body as a whole are told. */
    static final String BODY = "body";

    static final int BYTE_ORDER_MARK_BYTES = 3;

    private static final JsonFactory JSON =
            JsonInput.within(MAX_NESTING, StreamReadConstraints.DEFAULT_MAX_STRING_LEN)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final Duration maxAge;

    /**
     * Accepts events as old as {@code maxAge}: the retention of the finest window, so that no
     * accepted event falls out of every window.
     */
    public TrackParser(Duration maxAge) {
        this.maxAge = maxAge;
    }

    @Override
    public Parsed parse(byte[] bytes, int start, int length, long nowMs) {
        return parse(bytes, start, length, new TrackFields(nowMs, maxAge));
    }

    /** Reads an object with these fields. */
    static Parsed parse(byte[] bytes, int start, int length, EventFields fields) {
        fields.readFrom(bytes, start);
        try (JsonParser json = JSON.createParser(bytes, start, length)) {
            try {
                return read(json, fields);
            } catch (IOException e) {
                return JsonFault.of(e, json, fields);
            }
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static Parsed read(JsonParser json, EventFields fields) throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            return notJson("must not be empty: a JSON object is expected");
        }
        if (first != JsonToken.START_OBJECT) {
            return notJson("must be a JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            fields.take(json);
        }
        if (json.nextToken() != null) {
            return notJson("must end after its JSON object");
        }
        return fields.toParsed();
    }

    private static Parsed notJson(String rule) {
        return new Parsed.Invalid(Parsed.INVALID_JSON, List.of(new FieldError(BODY, rule)));
    }

    /** RFC 8259 lets readers ignore the mark, and some editors and shells write it. */
    static int lengthOfByteOrderMark(byte[] bytes, int start, int end) {
        boolean marked =
                end - start >= BYTE_ORDER_MARK_BYTES
                        && bytes[start] == (byte) 0xEF
                        && bytes[start + 1] == (byte) 0xBB
                        && bytes[start + 2] == (byte) 0xBF;
        return marked ? BYTE_ORDER_MARK_BYTES : 0;
    }
}
