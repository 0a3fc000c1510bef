package dev.tidemark.standalone.broker;

import org.jspecify.annotations.Nullable;

/** The data folder cannot be used; the message is one sentence that says why. */
public final class DataDirException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataDirException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
