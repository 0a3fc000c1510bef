package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.query.ViewAnswer;
import java.util.OptionalLong;

/**
 * What is told of a view at one moment; what {@link BodyWriter} encodes.
 *
 * @param view what is looked at
 * @param answer the last good answer of the stores
 * @param connectedClients streams of the view's tenant on this gateway
 * @param timestampMs when this was made, milliseconds since the epoch
 * @param stale whether a newer read failed
 * @param lagMs age of the answer; empty when nothing was ever read
 */
public record Body(
        View view,
        ViewAnswer answer,
        int connectedClients,
        long timestampMs,
        boolean stale,
        OptionalLong lagMs) {

    /** Whether a reader would see the same numbers; time and position alone are no news. */
    boolean tellsTheSameAs(Body other) {
        return stale == other.stale
                && connectedClients == other.connectedClients
                && answer.counters().equals(other.answer.counters())
                && answer.windows().equals(other.answer.windows());
    }
}
