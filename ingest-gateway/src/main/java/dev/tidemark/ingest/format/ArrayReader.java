package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.contract.http.Problem.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array. Holds one event at a time. */
final class ArrayReader implements EventReader {

    private final TrackParser parser;
    private final long nowMs;
    private final JsonParser json;
    private boolean begun;
    private boolean ended;

    ArrayReader(InputStream in, TrackParser parser, long nowMs) throws IOException {
        this.parser = parser;
        this.nowMs = nowMs;
        this.json = TrackParser.JSON.createParser(in);
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        if (ended) {
            return null;
        }
        TrackFields fields = parser.fields(nowMs);
        try {
            return read(fields);
        } catch (JsonProcessingException e) {
            ended = true;
            throw new StoppedException(String.join("; ", rules(JsonFault.of(e, json, fields))));
        }
    }

    private @Nullable Parsed read(TrackFields fields) throws IOException {
        if (!begun) {
            begin();
        }
        JsonToken token = json.nextToken();
        if (token == JsonToken.END_ARRAY) {
            end();
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new Parsed.Invalid(
                    Parsed.INVALID_JSON,
                    List.of(new FieldError(TrackParser.BODY, "must be a JSON object")));
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            fields.take(json);
        }
        return fields.toParsed();
    }

    private void begin() throws IOException {
        begun = true;
        if (json.nextToken() != JsonToken.START_ARRAY) {
            ended = true;
            throw new StoppedException("body: must be a JSON array of events");
        }
    }

    private void end() throws IOException {
        ended = true;
        if (json.nextToken() != null) {
            throw new StoppedException("body: must end after its JSON array");
        }
    }

    private static List<String> rules(Parsed fault) {
        return fault instanceof Parsed.Invalid(String code, List<FieldError> errors)
                ? errors.stream().map(FieldError::toString).toList()
                : List.of();
    }
}
