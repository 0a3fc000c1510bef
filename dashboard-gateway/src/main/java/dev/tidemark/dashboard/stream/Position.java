package dev.tidemark.dashboard.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a store had read its input: what an event's {@code id} says, and what a client that comes
 * back shows as {@code Last-Event-ID}. Immutable.
 *
 * @param partition of the tenant
 * @param offset of the newest record that was merged
 */
record Position(int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    /** The position that is written so; none if it is not known, or not one of ours. */
    static Optional<Position> parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        return matcher.matches()
                ? Optional.of(
                        new Position(
                                Integer.parseInt(matcher.group(1)),
                                Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether it is before the other; positions of two partitions are not comparable. */
    boolean isBehind(Position other) {
        return partition == other.partition && offset < other.offset;
    }
}
