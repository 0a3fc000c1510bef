package dev.tidemark.contract.auth;

import java.util.Locale;

/** What a key may be used for. None includes another. */
public enum Scope {

    /** Sending events: everything below {@code /metrics}. */
    INGEST,

    /** Reading what was counted: streams, snapshots, queries. */
    READ,

    /** Changing how the product runs. */
    ADMIN;

    /**
     * The scope of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scope parse(String name) {
        for (Scope scope : values()) {
            if (scope.toString().equals(name)) {
                return scope;
            }
        }
        throw new IllegalArgumentException(
                "'" + name + "' is no scope: it must be one of ingest, read, admin");
    }

    /** Its name, as it is written in files and on command lines. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
