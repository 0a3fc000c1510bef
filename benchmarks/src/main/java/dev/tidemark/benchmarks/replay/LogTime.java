package dev.tidemark.benchmarks.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time of a line: {@code 10/Oct/2000:13:55:36 -0700}. */
final class LogTime {

    /** How many characters it has. */
    static final int LENGTH = 26;

    // Where anything but a digit or a letter stands; rules most places out without an exception.
    private static final String SHAPE = "__/___/____:__:__:__ _____";

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);

    private LogTime() {}

    /** The time that is written from here on; null if none is. */
    static @Nullable Instant at(String line, int start) {
        if (!hasShape(line, start)) {
            return null;
        }
        try {
            return OffsetDateTime.parse(line.substring(start, start + LENGTH), FORMAT).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasShape(String line, int start) {
        if (line.length() < start + LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char shape = SHAPE.charAt(i);
            if (shape != '_' && shape != line.charAt(start + i)) {
                return false;
            }
        }
        return true;
    }
}
