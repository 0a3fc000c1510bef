package dev.tidemark.contract.topic;

import org.jspecify.annotations.Nullable;

/** Kafka could not be reached, or refused what a service cannot do without. */
public final class KafkaUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was tried; the cause is what the client reported. */
    public KafkaUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
