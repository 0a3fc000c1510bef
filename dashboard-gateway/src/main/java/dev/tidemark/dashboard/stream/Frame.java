package dev.tidemark.dashboard.stream;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a view, encoded once as a server-sent event and shared by all who watch it: as a
 * whole, and as what changed since the frame before. Thread-safe; each form is made when somebody
 * first takes it.
 */
final class Frame {

    /** The number of a frame that no delta follows. */
    static final long UNNUMBERED = -1;

    private final Body body;
    private final long number;
    private final String id;
    private final byte[] json;
    private @Nullable Body before;
    private @Nullable Piece init;
    private @Nullable Piece update;
    private @Nullable Piece delta;
    private @Nullable Frame stale;

    private Frame(Body body, long number, @Nullable Body before, String id) {
        this.body = body;
        this.number = number;
        this.before = before;
        this.id = id;
        this.json = BodyWriter.write(body);
    }

    /**
     * The frame of a body.
     *
     * @param number of frames of one view, each one more than the one before; a frame that was made
     *     for a latecomer has that of the last one
     * @param before what the frame before told, if there was one
     */
    static Frame of(Body body, long number, @Nullable Body before) {
        return new Frame(body, number, before, idOf(body));
    }

    /**
     * Without a known position there is no id: an empty one would make a client forget the one that
     * it has.
     */
    private static String idOf(Body body) {
        return body.position().isEmpty() ? "" : "id: " + body.answer().position() + "\n";
    }

    /** The same, told as old, for a client that has seen a later one; its position is not told. */
    synchronized Frame stale() {
        if (stale == null) {
            stale = new Frame(body.asStale(), UNNUMBERED, null, "");
        }
        return stale;
    }

    /** Whether somebody who has seen this position would see no number go back. */
    boolean hasReached(Position seen) {
        Optional<Position> position = body.position();
        return position.isPresent() && !position.get().isBehind(seen);
    }

    /** Its place among the frames of the view. */
    long number() {
        return number;
    }

    /** The whole, to begin with. */
    synchronized Piece init() {
        if (init == null) {
            init = event("init", json);
        }
        return init;
    }

    /** The whole. */
    synchronized Piece update() {
        if (update == null) {
            update = event("update", json);
        }
        return update;
    }

    /** What changed since the frame before; none if only the whole can tell. */
    synchronized Optional<Piece> delta() {
        if (delta == null && before != null) {
            delta =
                    Delta.between(before, body)
                            .map(changes -> event("delta", BodyWriter.write(changes)))
                            .orElse(null);
            before = null;
        }
        return Optional.ofNullable(delta);
    }

    private Piece event(String name, byte[] data) {
        byte[] head = Piece.ascii("event: " + name + "\n" + id + "data: ");
        return new Piece(Piece.joined(head, data, Piece.ascii("\n\n")));
    }

    /** The event as an update, for tests and logs. */
    @Override
    public String toString() {
        return update().toString();
    }
}
