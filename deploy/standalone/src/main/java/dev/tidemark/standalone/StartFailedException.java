package dev.tidemark.standalone;

import org.jspecify.annotations.Nullable;

/** The product cannot start; the message is one sentence that says why and what to do. */
public final class StartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
