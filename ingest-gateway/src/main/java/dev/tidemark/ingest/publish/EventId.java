package dev.tidemark.ingest.publish;

import org.jspecify.annotations.Nullable;

/**
 * The id of an event that is to be published.
 *
 * @param value unique within the tenant
 * @param origin who chose it
 */
public record EventId(String value, IdOrigin origin) {

    /**
     * The client's, or a new one if it gave none.
     *
     * @param clientId the client's own; null for none
     * @param nowMs milliseconds since the epoch, as {@link MetricIds#next} takes it
     */
    public static EventId of(@Nullable String clientId, String type, long nowMs) {
        return clientId == null
                ? new EventId(MetricIds.next(type, nowMs), IdOrigin.GATEWAY)
                : new EventId(clientId, IdOrigin.CLIENT);
    }
}
