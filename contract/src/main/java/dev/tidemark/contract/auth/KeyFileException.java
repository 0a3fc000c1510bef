package dev.tidemark.contract.auth;

import org.jspecify.annotations.Nullable;

/** The file of keys cannot be read or written; the message names it and says why. */
public final class KeyFileException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    KeyFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
