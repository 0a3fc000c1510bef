package dev.tidemark.ingest.format;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.http.Problem.FieldError;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of reading one event. Immutable. */
public sealed interface Parsed {

    /** Code of an {@link Invalid} whose bytes are not the JSON that is asked for. */
    String INVALID_JSON = "invalid_json";

    /** Code of an {@link Invalid} whose fields break their rules. */
    String INVALID_EVENT = "invalid_event";

    /** Code of an {@link Invalid} that has more bytes than an event may have. */
    String TOO_LARGE = "payload_too_large";

    /**
     * Every rule holds.
     *
     * @param clientId the id that the client gave, if it gave one
     * @param type what was reported
     * @param value how much; finite
     * @param userId who caused it, if anybody did
     * @param metadata further facts, as {@link MetricEvent#metadata} has them
     * @param timestampMs when it happened, in milliseconds since the epoch
     * @param ignored names of fields that are not known, in the order in which they were sent
     */
    record Valid(
            @Nullable String clientId,
            String type,
            double value,
            @Nullable String userId,
            Map<String, @Nullable Object> metadata,
            long timestampMs,
            List<String> ignored)
            implements Parsed {

        /** Makes the lists unmodifiable. */
        public Valid {
            ignored = List.copyOf(ignored);
        }

        /** The event of this tenant, under this id, accepted at this time (ms since the epoch). */
        public MetricEvent toEvent(String tenant, String id, long acceptedAtMs) {
            return new MetricEvent(
                    tenant, id, type, value, userId, metadata, timestampMs, acceptedAtMs);
        }

        @Override
        public Parsed and(FieldError error) {
            return new Invalid(INVALID_EVENT, List.of(error));
        }
    }

    /**
     * At least one rule is broken.
     *
     * @param code {@link #INVALID_JSON} or {@link #INVALID_EVENT}
     * @param errors every broken rule that was found, at least one
     */
    record Invalid(String code, List<FieldError> errors) implements Parsed {

        /** Makes the list unmodifiable. */
        public Invalid {
            errors = List.copyOf(errors);
        }

        @Override
        public Parsed and(FieldError error) {
            return new Invalid(code, Stream.concat(Stream.of(error), errors.stream()).toList());
        }
    }

    /** The same, with one more broken rule that was found outside of the body. */
    Parsed and(FieldError error);
}
