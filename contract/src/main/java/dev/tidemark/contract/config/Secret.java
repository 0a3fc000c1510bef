package dev.tidemark.contract.config;

/**
 * A setting that nobody should read by accident: logs and messages show {@code ***} in its place.
 *
 * @param value the secret itself; empty for none
 */
public record Secret(String value) {

    /** No secret. */
    public static final Secret NONE = new Secret("");

    /** Whether there is one. */
    public boolean isSet() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isSet() ? "***" : "";
    }
}
