package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.query.QueryResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a view: the last good answer, when it was read, and whether a newer read failed.
 *
 * @param answer empty when nothing was ever read
 * @param readAtMs of the last good read; empty when there was none
 * @param stale whether the last read failed
 */
record ViewState(ViewAnswer answer, OptionalLong readAtMs, boolean stale) {

    static final ViewState UNKNOWN =
            new ViewState(new ViewAnswer(Map.of(), List.of(), ""), OptionalLong.empty(), true);

    /**
     * The state after a read that ended at this time: a failed one keeps what was known, and so
     * does one that is behind it.
     *
     * <p>After a crash, a store is restored as it was at its last commit, and reads a moment of its
     * input once more: its numbers would go back. One that stays behind was begun anew.
     *
     * @param patience how long numbers are withheld that go back
     */
    ViewState after(QueryResult result, long nowMs, Duration patience) {
        return switch (result) {
            case QueryResult.Answered(ViewAnswer read)
                    when goesBack(read) && nowMs - readAtMs.orElse(nowMs) < patience.toMillis() ->
                    new ViewState(answer, readAtMs, true);
            case QueryResult.Answered(ViewAnswer read) ->
                    new ViewState(read, OptionalLong.of(nowMs), false);
            case QueryResult.Failed failed -> new ViewState(answer, readAtMs, true);
            case QueryResult.Unreachable unreachable -> new ViewState(answer, readAtMs, true);
        };
    }

    /** A store that does not say how far it has read may be anywhere. */
    private boolean goesBack(ViewAnswer read) {
        Optional<Position> known = Position.parse(answer.position());
        Optional<Position> now = Position.parse(read.position());
        return known.isPresent() && (now.isEmpty() || now.get().isBehind(known.get()));
    }

    Body body(View view, int connectedClients, long nowMs) {
        OptionalLong lagMs =
                readAtMs.isPresent()
                        ? OptionalLong.of(Math.max(0, nowMs - readAtMs.getAsLong()))
                        : OptionalLong.empty();
        return new Body(view, answer, connectedClients, nowMs, stale, lagMs);
    }
}
