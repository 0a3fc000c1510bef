package dev.tidemark.contract;

import dev.tidemark.contract.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a service reported: what it was, how much of it, and when.
 *
 * <p>Immutable. The gateway has checked it against the rules of {@link Names}; nothing here checks
 * again.
 *
 * @param tenant whose event it is
 * @param id unique within the tenant: the client's own, or one that the gateway made
 * @param type what was reported, for example {@code page_view}
 * @param value how much; finite
 * @param userId who caused it, if anybody did
 * @param metadata further facts as JSON values (String, Boolean, Number, null, List, Map); in the
 *     order in which they were sent
 * @param timestampMs when it happened, in milliseconds since the epoch; decides its windows
 * @param acceptedAtMs when a gateway accepted it, in milliseconds since the epoch
 */
public record MetricEvent(
        String tenant,
        String id,
        String type,
        double value,
        @Nullable String userId,
        Map<String, @Nullable Object> metadata,
        long timestampMs,
        long acceptedAtMs) {

    /** Copies the metadata. Written out because the short form loses the type's annotations. */
    public MetricEvent(
            String tenant,
            String id,
            String type,
            double value,
            @Nullable String userId,
            Map<String, @Nullable Object> metadata,
            long timestampMs,
            long acceptedAtMs) {
        this.tenant = tenant;
        this.id = id;
        this.type = type;
        this.value = value;
        this.userId = userId;
        this.metadata = immutable(metadata);
        this.timestampMs = timestampMs;
        this.acceptedAtMs = acceptedAtMs;
    }

    private static Map<String, @Nullable Object> immutable(Map<String, @Nullable Object> metadata) {
        // Not even asked whether it is empty: it would have to be read for that.
        if (metadata instanceof JsonObject) {
            return metadata;
        }
        return metadata.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The series that counts this event. */
    public SeriesKey series() {
        return new SeriesKey(tenant, type);
    }
}
