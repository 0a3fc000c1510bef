package dev.tidemark.contract.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as the caller sees it: {@code application/problem+json} (RFC 9457) with a stable code.
 *
 * @param status HTTP status, 4xx or 5xx
 * @param code stable, lower-case with underscores; what a program decides by
 * @param detail one sentence for people: what was wrong, and with what
 * @param errors the fields at fault, if fields were
 * @param retryAfter how long to wait before the same request may succeed; answers with 429 and 503
 *     always have it
 */
public record Problem(
        int status,
        String code,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter) {

    /** The media type of {@link #toJson}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A rule that a field broke.
     *
     * @param field name of the field, header or query parameter
     * @param rule what it must be
     */
    public record FieldError(String field, String rule) {

        @Override
        public String toString() {
            return field + ": " + rule;
        }
    }

    /** A problem with no field at fault, that a retry does not mend. */
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), null);
    }

    /** A 400 for one or more fields; the detail lists them. */
    public static Problem invalid(String code, List<FieldError> errors) {
        List<String> told = errors.stream().map(FieldError::toString).toList();
        return new Problem(400, code, String.join("; ", told), errors, null);
    }

    /** A 400 for one query parameter or header. */
    public static Problem invalidParameter(String name, String rule) {
        return invalid("invalid_parameter", List.of(new FieldError(name, rule)));
    }

    /** A 503: it may work again after this time. */
    public static Problem unavailable(String code, String detail, Duration retryAfter) {
        return retryLater(503, code, detail, retryAfter);
    }

    /** A 429 or 503: it may work again after this time. */
    public static Problem retryLater(int status, String code, String detail, Duration retryAfter) {
        return new Problem(status, code, detail, List.of(), retryAfter);
    }

    /** A time to wait in whole seconds, at least one, as {@code Retry-After} wants it. */
    public static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** {@link #retryAfter} in whole seconds, at least one, as the header wants it; 0 for none. */
    public long retryAfterSeconds() {
        return retryAfter == null ? 0 : wholeSeconds(retryAfter);
    }

    /** The body, UTF-8. */
    public byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("title", code.replace('_', ' '));
            json.writeNumberField("status", status);
            json.writeStringField("code", code);
            json.writeStringField("detail", detail);
            if (!errors.isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (FieldError error : errors) {
                    json.writeStartObject();
                    json.writeStringField("field", error.field());
                    json.writeStringField("rule", error.rule());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            if (retryAfter != null) {
                json.writeNumberField("retryAfterSeconds", retryAfterSeconds());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
