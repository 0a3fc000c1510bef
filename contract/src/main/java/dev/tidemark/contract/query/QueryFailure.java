package dev.tidemark.contract.query;

import java.util.Locale;
import java.util.Optional;

/** Why an aggregator could not answer, and what the gateway does about it. */
public enum QueryFailure {

    /**
     * This aggregator does not hold the tenant's partition. Forget the cached owner, ask who owns
     * it now, and ask there once.
     */
    NOT_OWNER(421),

    /**
     * The partition is being moved or restored, or the aggregator is starting. Show what was last
     * known, and its age; ask again at the next tick.
     */
    NOT_READY(503),

    /** The window size is not kept here. Do not retry; tell the caller. */
    UNKNOWN_WINDOW(400),

    /** The request does not follow the protocol. A defect of the gateway; do not retry. */
    BAD_QUERY(400);

    private final int status;

    QueryFailure(int status) {
        this.status = status;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The problem's {@code code}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The failure with this code. */
    public static Optional<QueryFailure> ofCode(String code) {
        for (QueryFailure failure : values()) {
            if (failure.code().equals(code)) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }
}
