package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import java.util.Objects;
import java.util.Optional;
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

    /** In less, the first event of a window would make a peak. */
    private static final long MIN_ELAPSED_MS = 1_000;

    /**
     * Whether a reader would see the same numbers; time and position alone are no news, unless a
     * window ended in between.
     */
    boolean tellsTheSameAs(Body other) {
        return stale == other.stale
                && connectedClients == other.connectedClients
                && answer.counters().equals(other.answer.counters())
                && answer.windows().equals(other.answer.windows())
                && Objects.equals(answer.details(), other.answer.details())
                && answer.windows().stream()
                        .allMatch(window -> isPartial(window) == other.isPartial(window));
    }

    /** The same, told as old. */
    Body asStale() {
        return new Body(view, answer, connectedClients, timestampMs, true, lagMs);
    }

    /** How far the store had read, if that is known. */
    Optional<Position> position() {
        return Position.parse(answer.position());
    }

    /** Whether the window was not over when it was read: it may get more events. */
    boolean isPartial(WindowRollup window) {
        return window.startMs() + view.window().lengthMs() > readAtMs();
    }

    /** Events per second; of a window that was not over, in that part of it that was. */
    double rate(WindowRollup window) {
        long lengthMs =
                isPartial(window)
                        ? Math.max(MIN_ELAPSED_MS, readAtMs() - window.startMs())
                        : view.window().lengthMs();
        return window.rollup().count() * 1_000.0 / lengthMs;
    }

    /** An old answer does not become complete by being told again later. */
    private long readAtMs() {
        return timestampMs - lagMs.orElse(0);
    }
}
