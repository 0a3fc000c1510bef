package dev.tidemark.ingest.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.tidemark.contract.http.Problem.FieldError;
import java.io.IOException;
import java.util.List;

/**
 * What ended the parsing, as one sentence for the caller.
 *
 * <p>The parser's own messages name its classes and options, and quote the input; so they are only
 * looked at, and never passed on.
 */
final class JsonFault {

    private static final int MAX_QUOTED = 64;

    private JsonFault() {}

    static Parsed of(IOException fault, JsonParser json, EventFields fields) {
        if (fault instanceof StreamConstraintsException) {
            String message = messageOf(fault);
            // The name that is too long itself has not become the current one.
            String name = message.startsWith("Name") ? TrackParser.BODY : quotable(json);
            return fields.brokenBy(name, limitIn(message) + at(fault, json));
        }
        String where = at(fault, json);
        if (messageOf(fault).startsWith("Duplicate ")) {
            return invalid(quotable(json), "must occur only once in its object" + where);
        }
        String what = fault instanceof JsonEOFException ? "it ends too early" : "unexpected text";
        return invalid(TrackParser.BODY, "must be valid JSON: " + what + where);
    }

    private static Parsed invalid(String field, String rule) {
        return new Parsed.Invalid(Parsed.INVALID_JSON, List.of(new FieldError(field, rule)));
    }

    private static String limitIn(String message) {
        if (message.startsWith("Number")) {
            return "must not hold a number of more than %d characters"
                    .formatted(JsonInput.MAX_NUMBER_LENGTH);
        }
        if (message.startsWith("Document nesting")) {
            return "must not be nested deeper than %d levels".formatted(TrackParser.MAX_NESTING);
        }
        if (message.startsWith("Name")) {
            return "must not hold a name of more than %d characters"
                    .formatted(JsonInput.MAX_NAME_LENGTH);
        }
        return "must keep the limits of this service";
    }

    private static String messageOf(IOException fault) {
        return fault instanceof JsonProcessingException e
                ? String.valueOf(e.getOriginalMessage())
                : "";
    }

    private static String at(IOException fault, JsonParser json) {
        JsonLocation told = fault instanceof JsonProcessingException e ? e.getLocation() : null;
        JsonLocation location = told == null ? json.currentLocation() : told;
        return " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** The name that the parser stands on, if it can stand in an answer. */
    private static String quotable(JsonParser json) {
        try {
            String name = json.currentName();
            return name == null || name.length() > MAX_QUOTED || !Unicode.isWellFormed(name)
                    ? TrackParser.BODY
                    : name;
        } catch (IOException e) {
            throw new IllegalStateException("the name of a token that was read is lost", e);
        }
    }
}
