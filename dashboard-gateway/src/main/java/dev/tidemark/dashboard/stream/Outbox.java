package dev.tidemark.dashboard.stream;

import io.micrometer.core.instrument.Counter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client is sent, in order, as bytes for the wire: {@link #begin} first, then whatever
 * {@link #take} gives until {@link #isOver}. Events are shared with other clients; its own are only
 * the beginning, the end, and which event follows which. Not thread-safe.
 */
final class Outbox {

    private static final Piece HEARTBEAT = Piece.of(":\n\n");

    private static final int RETRY_MS = 3_000;

    /** Clients that lost the same gateway do not come back in the same moment. */
    private static final int RETRY_JITTER_MS = 1_000;

    private static final byte[] LAST_CHUNK = Piece.ascii("0\r\n\r\n");
    private static final byte[] NOTHING = {};
    private static final Piece NO_HINT = Piece.of("");

    private final Subscription subscription;
    private final BooleanSupplier allowed;
    private final Format format;
    private final Wire wire;
    private final Counter sent;
    private final @Nullable GzipStream gzip;
    private long lastNumber = Frame.UNNUMBERED;
    private boolean begun;
    private boolean over;

    /**
     * @param allowed asked before anything is written
     * @param sent counts the events
     */
    Outbox(
            Subscription subscription,
            BooleanSupplier allowed,
            Format format,
            Wire wire,
            Counter sent) {
        this.subscription = subscription;
        this.allowed = allowed;
        this.format = format;
        this.wire = wire;
        this.sent = sent;
        this.gzip = wire.gzip() ? new GzipStream() : null;
    }

    /** Sent at once, so that browsers and proxies see the stream open before the first read. */
    byte[] begin() {
        Piece retry = retryIn();
        if (gzip == null) {
            return retry.as(wire);
        }
        gzip.wrote(retry);
        byte[] first = Piece.joined(GzipStream.header(), GzipStream.stored(retry.bytes()));
        return wire.chunked() ? Piece.chunk(first) : first;
    }

    /** The next bytes to write; none if there is nothing to say. */
    byte @Nullable [] take() {
        if (over) {
            return null;
        }
        if (subscription.isEnded()) {
            return end(retryIn());
        }
        Frame frame = subscription.poll();
        if (frame == null) {
            return null;
        }
        if (!allowed.getAsBoolean()) {
            return end(NO_HINT);
        }
        sent.increment();
        return shared(next(frame));
    }

    /** A sign of life. It ends the stream of a client that is no longer allowed to see it. */
    byte[] heartbeat() {
        return allowed.getAsBoolean() ? shared(HEARTBEAT) : end(NO_HINT);
    }

    /** Whether the last bytes that were given are the last ones. */
    boolean isOver() {
        return over;
    }

    private Piece next(Frame frame) {
        Optional<Piece> delta =
                format == Format.DELTA
                                && lastNumber != Frame.UNNUMBERED
                                && frame.number() == lastNumber + 1
                        ? frame.delta()
                        : Optional.empty();
        lastNumber = frame.number();
        boolean whole = !begun || format == Format.DELTA;
        begun = true;
        return delta.orElseGet(() -> whole ? frame.init() : frame.update());
    }

    private static Piece retryIn() {
        int retryMs = RETRY_MS + ThreadLocalRandom.current().nextInt(RETRY_JITTER_MS);
        return Piece.of("retry: " + retryMs + "\n\n");
    }

    private byte[] shared(Piece piece) {
        if (gzip != null) {
            gzip.wrote(piece);
        }
        return piece.as(wire);
    }

    /** The hint when to come back, if any, and the end: nothing is cut. */
    private byte[] end(Piece hint) {
        over = true;
        byte[] last = wire.chunked() ? LAST_CHUNK : NOTHING;
        if (gzip == null) {
            return hint.length() == 0 ? last : Piece.joined(hint.as(wire), last);
        }
        gzip.wrote(hint);
        byte[] rest = Piece.joined(GzipStream.stored(hint.bytes()), gzip.trailer());
        return Piece.joined(wire.chunked() ? Piece.chunk(rest) : rest, last);
    }
}
