package dev.tidemark.benchmarks.process;

import org.jspecify.annotations.Nullable;

/** A child process did not do what it was started for; the message is one sentence. */
public final class ChildFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with this sentence. */
    public ChildFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
