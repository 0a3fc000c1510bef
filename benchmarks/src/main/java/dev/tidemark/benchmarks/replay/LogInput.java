package dev.tidemark.benchmarks.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Undoes gzip where there is any, told by the first two bytes: a name may lie, a pipe has none. */
final class LogInput {

    /** What stands for standard input in place of a file's name. */
    static final String STANDARD_INPUT = "-";

    private static final int BUFFER_BYTES = 64 * 1024;

    private LogInput() {}

    /** Why this file cannot be read, as a sentence; empty if it can be. */
    static Optional<String> whyUnreadable(String file) {
        Path path = Path.of(file);
        if (file.equals(STANDARD_INPUT)) {
            return Optional.empty();
        }
        if (!Files.exists(path)) {
            return Optional.of("there is no file " + file);
        }
        if (Files.isDirectory(path)) {
            return Optional.of(file + " is a directory, not a log");
        }
        return Files.isReadable(path)
                ? Optional.empty()
                : Optional.of(file + " may not be read by this user");
    }

    /** The file's bytes, or standard input for {@link #STANDARD_INPUT}. */
    static InputStream open(String file, InputStream standardInput) throws IOException {
        return file.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(file));
    }

    /** The text of the stream; closing it closes the stream. */
    static InputStream textOf(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }
}
