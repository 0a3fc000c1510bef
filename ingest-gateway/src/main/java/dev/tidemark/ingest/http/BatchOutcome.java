package dev.tidemark.ingest.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.ingest.format.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of a batch while it is read, and the answer that says so. Not thread-safe. */
final class BatchOutcome {

    private static final JsonFactory JSON = new JsonFactory();

    /** As many as a batch may have events by default; beyond that all are counted. */
    private static final int MAX_ERRORS = 10_000;

    /** An event that was not kept, or the first that was not looked at. */
    record Refusal(int index, String code, String message) {}

    private final List<Refusal> errors = new ArrayList<>();
    private int accepted;
    private int refused;
    private @Nullable Refusal stopped;
    private int status = 200;
    private @Nullable Duration retryAfter;
    private int lastRefused = -1;

    /** Of a batch whose body could not be read at all. */
    static BatchOutcome unread(int status, String code, String message) {
        BatchOutcome outcome = new BatchOutcome();
        outcome.stopped(0, status, code, message);
        return outcome;
    }

    /** So many were acknowledged. */
    void accepted(int events) {
        accepted += events;
    }

    /**
     * The event at this index, from 0 on, was not kept; the others are not concerned. Those that
     * share an index count as one.
     */
    void refused(int index, String code, String message) {
        if (count(index)) {
            errors.add(new Refusal(index, code, message));
        }
    }

    /** The same of what broke rules. */
    void refused(int index, Parsed.Invalid invalid) {
        if (count(index)) {
            String message =
                    invalid.errors().stream()
                            .map(FieldError::toString)
                            .collect(Collectors.joining("; "));
            errors.add(new Refusal(index, invalid.code(), message));
        }
    }

    /** Whether it is to be listed, too: of millions, not even the words are made. */
    private boolean count(int index) {
        if (index == lastRefused) {
            return false;
        }
        lastRefused = index;
        refused++;
        return errors.size() < MAX_ERRORS;
    }

    /** The same because of Kafka: the event may be sent again after this time. */
    void unavailable(int index, String code, String message, Duration after) {
        refused(index, code, message);
        if (status < 500) {
            status = 503;
        }
        waitFor(after);
    }

    private void waitFor(Duration after) {
        if (retryAfter == null || after.compareTo(retryAfter) > 0) {
            retryAfter = after;
        }
    }

    /** Nothing from this index on was looked at, as Kafka has no room before that time. */
    void stopped(int index, String code, String message, Duration after) {
        stopped(index, 503, code, message);
        waitFor(after);
    }

    /** Nothing from this index on was looked at. A failing Kafka is told before what is wrong. */
    void stopped(int index, int withStatus, String code, String message) {
        stopped = new Refusal(index, code, message);
        if (status < 500) {
            status = withStatus;
        }
    }

    /** Whether the reading ended before its time. */
    boolean isStopped() {
        return stopped != null;
    }

    int status() {
        return status;
    }

    int refusedCount() {
        return refused;
    }

    /** How many were looked at. */
    int events() {
        return accepted + refused;
    }

    /** How long to wait before the refused events are sent again; null if that does not help. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Events that were not kept, the first 10,000 of them, in the order of their indices. */
    List<Refusal> errors() {
        errors.sort(Comparator.comparingInt(Refusal::index));
        return errors;
    }

    /** Why the batch as a whole failed; only if its status says that it did. */
    Refusal cause() {
        return lastFailure().orElseGet(() -> requireNonNull(stopped, "nothing failed"));
    }

    private Optional<Refusal> lastFailure() {
        return errors.reversed().stream()
                .filter(error -> error.code().equals(OVERLOADED) || error.code().equals(AWAY))
                .findFirst();
    }

    /** The body, UTF-8; of a failure it is a problem as well. */
    byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (status >= 400) {
                writeProblem(json);
            }
            json.writeBooleanField("success", status < 400 && refused == 0);
            json.writeNumberField("accepted", accepted);
            json.writeNumberField("refused", refused);
            json.writeArrayFieldStart("errors");
            for (Refusal error : errors()) {
                write(json, error);
            }
            json.writeEndArray();
            if (refused > errors.size()) {
                json.writeNumberField("moreErrors", refused - errors.size());
            }
            if (stopped != null) {
                json.writeFieldName("stopped");
                write(json, stopped);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private void writeProblem(JsonGenerator json) throws IOException {
        Refusal cause = cause();
        json.writeStringField("title", cause.code().replace('_', ' '));
        json.writeNumberField("status", status);
        json.writeStringField("code", cause.code());
        json.writeStringField("detail", "event %d: %s".formatted(cause.index(), cause.message()));
    }

    /** Code of events for which there was no room. */
    static final String OVERLOADED = "overloaded";

    /** Code of events that Kafka did not acknowledge. */
    static final String AWAY = "kafka_unavailable";

    private static void write(JsonGenerator json, Refusal refusal) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", refusal.index());
        json.writeStringField("code", refusal.code());
        json.writeStringField("message", refusal.message());
        json.writeEndObject();
    }
}
