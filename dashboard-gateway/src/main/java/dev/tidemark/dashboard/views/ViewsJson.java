package dev.tidemark.dashboard.views;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.contract.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists of saved views as JSON. */
final class ViewsJson {

    static final int MAX_VIEWS = 100;
    static final int MAX_NAME = 80;
    static final int MAX_SEARCH = 2_000;
    private static final int MAX_ID = 64;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ViewsJson() {}

    /** A list as it is stored. */
    static Stored stored(long revision, List<SavedView> views) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("revision", revision);
            json.writeArrayFieldStart("views");
            for (SavedView view : views) {
                json.writeStartObject();
                json.writeStringField("id", view.id());
                json.writeStringField("name", view.name());
                json.writeStringField("search", view.search());
                json.writeBooleanField("start", view.start());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return new Stored(revision, out.toByteArray());
    }

    /**
     * What a record of the topic holds.
     *
     * @throws IOException if it is not ours
     */
    static Stored fromRecord(byte[] json) throws IOException {
        JsonNode revision = JSON.readTree(json).path("revision");
        if (!revision.canConvertToLong() || revision.asLong() < 1) {
            throw new IOException("no revision");
        }
        return new Stored(revision.asLong(), json);
    }

    /**
     * The list that a request brings.
     *
     * @throws ProblemException 400 with every rule that was broken
     */
    static List<SavedView> parse(byte[] body) {
        JsonNode views;
        try {
            views = JSON.readTree(body).path("views");
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    Problem.of(
                            400,
                            "invalid_json",
                            "the body must be a JSON object: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        List<FieldError> errors = new ArrayList<>();
        List<SavedView> read = new ArrayList<>();
        if (!views.isArray() || views.size() > MAX_VIEWS) {
            errors.add(
                    new FieldError("views", "must be an array of at most %d".formatted(MAX_VIEWS)));
        } else {
            for (int i = 0; i < views.size(); i++) {
                read.add(view(views.path(i), "views[%d]".formatted(i), errors));
            }
            requireTogether(read, errors);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid("invalid_views", errors));
        }
        return read;
    }

    private static SavedView view(JsonNode json, String at, List<FieldError> errors) {
        JsonNode start = json.path("start");
        if (!start.isMissingNode() && !start.isBoolean()) {
            errors.add(new FieldError(at + ".start", "must be true or false"));
        }
        return new SavedView(
                text(json, "id", at, 1, MAX_ID, errors),
                text(json, "name", at, 1, MAX_NAME, errors),
                text(json, "search", at, 0, MAX_SEARCH, errors),
                start.asBoolean());
    }

    private static String text(
            JsonNode json, String field, String at, int least, int most, List<FieldError> errors) {
        JsonNode value = json.path(field);
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        if (!value.isTextual()
                || length < least
                || length > most
                || text.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    new FieldError(
                            at + "." + field,
                            "must be a string of %d to %d characters, none of them a control character"
                                    .formatted(least, most)));
        }
        return text;
    }

    private static void requireTogether(List<SavedView> views, List<FieldError> errors) {
        Set<String> ids = new HashSet<>();
        views.forEach(view -> ids.add(view.id()));
        if (ids.size() < views.size()) {
            errors.add(new FieldError("views", "must have each id once"));
        }
        if (views.stream().filter(SavedView::start).count() > 1) {
            errors.add(new FieldError("views", "must have at most one with start"));
        }
    }
}
